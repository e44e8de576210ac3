#include "pack/pack_renderer.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "pack/manifest_keys.hpp"
#include "pack/pack_environment.hpp"
#include "threads/processors.hpp"

// First what each entry of `files` is made for is found out, one entry after another. Then all
// files of all packs are rendered by as many threads as there are cores, each into a place of its
// own. Then they are collected in their order: what comes out does not depend on who was faster.

namespace plinth {
namespace {

// Of templates that are still to be read: more than most have.
constexpr std::size_t unknown_extent = 100'000;

/// A small template of pack.yaml, compiled if it has tags at all; no place is an empty text.
class InlineTemplate {
 public:
  InlineTemplate(const Span& source, jinja::Environment& environment) : source_(source) {
    if (!source) return;
    if (text_of(source).find('{') == std::string_view::npos) return;
    template_.emplace(environment.compile(source));
  }

  std::string render(const jinja::Value& context) const {
    if (template_) return template_->render(context).str();
    return source_ ? std::string(text_of(source_)) : std::string();
  }

 private:
  Span source_;
  std::optional<jinja::Template> template_;
};

jinja::Value with_element(const jinja::Value& context, const std::string& name,
                          const jinja::Value& element) {
  jinja::Map extended = context.as_map();
  if (name != "*") {
    extended.set(std::string_view(name), element);
  } else if (element.is_map()) {
    for (const auto& [member, value] : element.as_map()) extended.set(member, value);
  }
  return extended;
}

/// The element as it was before it was renamed; nothing if it was not.
std::optional<jinja::Value> former_element(const jinja::Value& element) {
  if (!element.is_map()) return std::nullopt;
  const jinja::Value* const was = element.as_map().find("was");
  if (was == nullptr || was->is_none()) return std::nullopt;
  jinja::Map former = element.as_map();
  former.set("name", *was);
  return jinja::Value(std::move(former));
}

/// What came of one rendering.
struct Rendered {
  std::vector<Artifact> artifacts;  // one; one for each edition
  DiagnosticSink sink;
};

/// One entry of `files`: what it is made for, and how it is rendered for one of these.
class FileRenderer {
 public:
  FileRenderer(const Pack& pack, const PackFile& file, PackEnvironment& environment,
               const jinja::Value& context)
      : pack_(pack), file_(file), environment_(environment), context_(context) {}

  /// How many files may come of it: the elements of `each`, or one.
  std::size_t prepare(DiagnosticSink& sink) {
    try {
      jinja::Environment& templates = environment_.templates();
      path_.emplace(file_.path, templates);
      entity_.emplace(file_.entity, templates);
      if (file_.when) when_.emplace(file_.when, templates);
      if (!file_.each) return 1;
      elements_ = PackExpression(file_.each, templates).evaluate(context_);
      if (elements_.is_list()) return elements_.size();
      sink.error("pack-each", file_.each,
                 "expected a list to make files for, found " +
                     std::string(jinja::kind_name(elements_.kind())));
    } catch (const DiagnosticError& error) {
      sink.add(error.diagnostic());
    }
    return 0;
  }

  /// Renders the file for element `at`; by any thread.
  Rendered render(std::size_t at) const {
    Rendered rendered;
    Artifact artifact;
    try {
      const jinja::Value context =
          file_.each ? with_element(context_, file_.variable, elements_.as_list()[at]) : context_;
      if (when_ && !when_->holds(context)) return rendered;
      artifact.ownership = file_.ownership;
      artifact.template_name = pack_.name + "/" + file_.template_name;
      artifact.executable = file_.executable;
      artifact.entity = entity_->render(context);
      if (file_.each) artifact.former_entity = former_entity(elements_.as_list()[at]);
      artifact.path = path_of(context, 0);
      const jinja::Template* body = find_template(rendered.sink);
      if (body == nullptr) return rendered;
      std::vector<jinja::RenderedText> texts = body->render(context, file_.editions);
      for (std::size_t edition = 0; edition < texts.size(); ++edition) {
        Artifact made = artifact;
        if (edition > 0) {
          made.path = path_of(context, edition);
          made.template_name += " " + file_.editions[edition];
        }
        made.rendered = std::move(texts[edition]);
        rendered.artifacts.push_back(std::move(made));
      }
    } catch (const DiagnosticError& error) {
      Diagnostic diagnostic = error.diagnostic();
      if (!artifact.path.empty()) {
        std::string message = "while rendering `" + artifact.path + "`";
        if (!artifact.entity.empty()) message += " for `" + artifact.entity + "`";
        diagnostic.notes.push_back({file_.path, std::move(message)});
      }
      rendered.sink.add(std::move(diagnostic));
    }
    return rendered;
  }

  /// Adds what was rendered. A mistake in a template is reported for the first element only.
  void collect(Rendered rendered, ArtifactTree& tree, DiagnosticSink& sink) {
    for (const Diagnostic& diagnostic : rendered.sink.diagnostics()) {
      const auto key = std::make_tuple(diagnostic.id, diagnostic.span.file, diagnostic.span.begin);
      if (reported_.insert(key).second) sink.add(diagnostic);
    }
    for (Artifact& artifact : rendered.artifacts) tree.add(std::move(artifact), file_.path, sink);
  }

 private:
  /// The path of one edition, or of a file without editions.
  std::string path_of(const jinja::Value& context, std::size_t edition) const {
    if (file_.editions.empty()) return path_->render(context);
    return path_->render(with_element(context, "edition", file_.editions[edition]));
  }

  std::string former_entity(const jinja::Value& element) const {
    const std::optional<jinja::Value> former = former_element(element);
    if (!former) return {};
    return entity_->render(with_element(context_, file_.variable, *former));
  }

  /// Null, and reported, if there is no such template.
  const jinja::Template* find_template(DiagnosticSink& sink) const {
    if (!environment_.has(file_.template_name)) {
      sink.error("unknown-template", file_.template_place,
                 "there is no template `" + file_.template_name + "`")
          .hint("the folder is that of the pack `" + pack_.name + "`");
      return nullptr;
    }
    const jinja::Template& found = environment_.templates().get_template(file_.template_name);
    for (const Diagnostic& warning : found.warnings()) sink.add(warning);
    return &found;
  }

  const Pack& pack_;
  const PackFile& file_;
  PackEnvironment& environment_;
  const jinja::Value& context_;
  std::optional<InlineTemplate> path_;
  std::optional<InlineTemplate> entity_;
  std::optional<PackExpression> when_;
  jinja::Value elements_;
  std::set<std::tuple<std::string, const SourceFile*, std::uint32_t>> reported_;
};

}  // namespace

PackRenderer::PackRenderer(const PackSource& source) : source_(source) {}
PackRenderer::~PackRenderer() = default;

PackEnvironment& PackRenderer::environment(const Pack& pack) {
  std::unique_ptr<PackEnvironment>& environment = environments_[&pack];
  if (!environment) environment = std::make_unique<PackEnvironment>(pack, source_);
  return *environment;
}

void PackRenderer::prepare(const Pack& pack) {
  jinja::Environment& templates = environment(pack).templates();
  for (const PackFile& file : pack.files) {
    // Two editions say twice as much.
    extents_[&file] =
        templates.prepare(file.template_name) * std::max(std::size_t{1}, file.editions.size());
  }
}

void PackRenderer::render(std::span<const Pack* const> packs, const jinja::Value& context,
                          ArtifactTree& tree, DiagnosticSink& sink) {
  struct Task {
    FileRenderer* file;
    std::size_t element;
    std::size_t extent;
  };
  std::deque<FileRenderer> files;
  std::vector<Task> tasks;
  for (const Pack* pack : packs) {
    for (const PackFile& file : pack->files) {
      files.emplace_back(*pack, file, environment(*pack), context);
      const std::size_t count = files.back().prepare(sink);
      const auto known = extents_.find(&file);
      const std::size_t extent = known == extents_.end() ? unknown_extent : known->second;
      for (std::size_t at = 0; at < count; ++at) tasks.push_back({&files.back(), at, extent});
    }
  }
  // What takes longest comes first, so that no processor is left with it alone in the end.
  std::vector<std::size_t> order(tasks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
    return tasks[one].extent > tasks[other].extent;
  });
  std::vector<Rendered> rendered(tasks.size());
  on_all_processors(tasks.size(), [&](std::size_t turn) {
    const Task& task = tasks[order[turn]];
    rendered[order[turn]] = task.file->render(task.element);
  });
  for (std::size_t at = 0; at < tasks.size(); ++at) {
    tasks[at].file->collect(std::move(rendered[at]), tree, sink);
  }
}

}  // namespace plinth
