#include "pack/pack_renderer.hpp"

#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "pack/manifest_keys.hpp"
#include "pack/pack_environment.hpp"

namespace plinth {
namespace {

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

jinja::Value with_variable(const jinja::Value& context, const std::string& name,
                           const jinja::Value& value) {
  jinja::Map extended = context.as_map();
  extended.set(std::string_view(name), value);
  return extended;
}

/// Renders one file of a pack, for one entity or for many.
class FileRenderer {
 public:
  FileRenderer(const Pack& pack, const PackFile& file, PackEnvironment& environment,
               ArtifactTree& tree, DiagnosticSink& sink)
      : pack_(pack), file_(file), environment_(environment), tree_(tree), sink_(sink) {}

  void render(const jinja::Value& context) {
    try {
      compile();
      if (file_.each) {
        render_each(context);
      } else {
        render_one(context);
      }
    } catch (const DiagnosticError& error) {
      report(error.diagnostic());
    }
  }

 private:
  /// What an entity's file is made of; the template itself only once something is to be rendered.
  void compile() {
    jinja::Environment& templates = environment_.templates();
    path_.emplace(file_.path, templates);
    entity_.emplace(file_.entity, templates);
    if (file_.when) when_.emplace(file_.when, templates);
  }

  void render_each(const jinja::Value& context) {
    const jinja::Value elements =
        PackExpression(file_.each, environment_.templates()).evaluate(context);
    if (!elements.is_list()) {
      sink_.error("pack-each", file_.each,
                  "expected a list to make files for, found " +
                      std::string(jinja::kind_name(elements.kind())));
      return;
    }
    for (const jinja::Value& element : elements.as_list()) {
      try {
        render_one(with_variable(context, file_.variable, element));
      } catch (const DiagnosticError& error) {
        report(error.diagnostic());
      }
      making_ = {};
    }
  }

  void render_one(const jinja::Value& context) {
    if (when_ && !when_->holds(context)) return;
    making_.entity = entity_->render(context);
    making_.path = path_->render(context);
    const jinja::Template* body = find_template();
    if (body == nullptr) return;
    Artifact artifact{making_.path,   file_.ownership,  pack_.name + "/" + file_.template_name,
                      making_.entity, file_.executable, body->render(context)};
    tree_.add(std::move(artifact), file_.path, sink_);
  }

  /// Null, and reported once, if there is no such template.
  const jinja::Template* find_template() {
    if (body_ != nullptr || missing_) return body_;
    if (!environment_.has(file_.template_name)) {
      missing_ = true;
      sink_
          .error("unknown-template", file_.template_place,
                 "there is no template `" + file_.template_name + "`")
          .hint("the folder is that of the pack `" + pack_.name + "`");
      return nullptr;
    }
    body_ = &environment_.templates().get_template(file_.template_name);
    for (const Diagnostic& warning : body_->warnings()) sink_.add(warning);
    return body_;
  }

  /// One mistake in a template is reported for the first entity only.
  void report(Diagnostic diagnostic) {
    const auto key = std::make_tuple(diagnostic.id, diagnostic.span.file, diagnostic.span.begin);
    if (!reported_.insert(key).second) return;
    if (!making_.path.empty()) {
      std::string message = "while rendering `" + making_.path + "`";
      if (!making_.entity.empty()) message += " for `" + making_.entity + "`";
      diagnostic.notes.push_back({file_.path, std::move(message)});
    }
    sink_.add(std::move(diagnostic));
  }

  struct Making {
    std::string path;
    std::string entity;
  };

  const Pack& pack_;
  const PackFile& file_;
  PackEnvironment& environment_;
  ArtifactTree& tree_;
  DiagnosticSink& sink_;
  std::optional<InlineTemplate> path_;
  std::optional<InlineTemplate> entity_;
  std::optional<PackExpression> when_;
  const jinja::Template* body_ = nullptr;
  bool missing_ = false;
  Making making_;
  std::set<std::tuple<std::string, const SourceFile*, std::uint32_t>> reported_;
};

}  // namespace

void render_pack(const Pack& pack, const PackSource& source, const jinja::Value& context,
                 ArtifactTree& tree, DiagnosticSink& sink) {
  PackEnvironment environment(pack, source);
  for (const PackFile& file : pack.files) {
    FileRenderer(pack, file, environment, tree, sink).render(context);
  }
}

}  // namespace plinth
