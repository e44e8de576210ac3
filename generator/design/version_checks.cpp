// What has to hold in each version for itself, since the rows are the same in all.

#include <string>

#include "design/schemas.hpp"
#include "design/versions.hpp"

namespace plinth {
namespace {

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

/// Something with fields, and the versions that have it.
struct Holder {
  std::string name;  ///< for messages: `order`, `order.pay`
  Span span;
  VersionRange versions;
  bool filled_by_clients = false;  ///< clients make such rows, or send such bodies
  std::size_t resource = no_index;
};

class VersionChecker {
 public:
  explicit VersionChecker(Resolution& resolution)
      : sink_(resolution.sink), design_(resolution.design) {}

  void check() {
    for (std::size_t i = 0; i < design_.resources.size(); ++i) check_resource(i);
    for (const CustomEndpoint& custom : design_.custom_endpoints) check_endpoint(custom);
    for (const Event& event : design_.events) check_event(event);
    if (design_.auth) check_needed(design_.auth->identity, "people sign in with it");
    check_needed(design_.tenant, "every row belongs to one");
  }

 private:
  std::size_t version_count() const { return design_.api.versions.size(); }

  const std::string& name_of(std::size_t version) const {
    return design_.api.versions[version].name;
  }

  /// The first version that `holder` is in and `part` is not; `no_index`: there is none.
  std::size_t lacking(const VersionRange& holder, const VersionRange& part) const {
    for (std::size_t version = 0; version < version_count(); ++version) {
      if (holder.has(version) && !part.has(version)) return version;
    }
    return no_index;
  }

  void check_resource(std::size_t index) {
    const Resource& resource = design_.resources[index];
    check_presence(resource.name.snake, resource.span, resource.versions, resource.whole);
    const Holder rows{resource.name.snake, resource.span, resource.versions,
                      resource.inline_parts || resource.find(Verb::Create) != nullptr, index};
    check_fields(resource.fields, rows, rows.name + ".");
    check_key(resource);
    check_inline(resource);
    for (const Action& action : resource.actions) check_action(action, resource, index);
  }

  /// Reports a range that no version has; `whole`: the resource that what it stands in is a part
  /// of.
  bool check_presence(const std::string& name, const Span& span, const VersionRange& versions,
                      std::size_t whole) {
    if (versions.since < versions.until) return true;
    DiagnosticBuilder report =
        sink_.error("no-version", span, "no version would have " + in_backticks(name));
    if (whole != no_index) {
      report.note(design_.resources[whole].span, "what it is a part of is not in its versions");
    }
    report.hint("write `since` and `until` so that some version has both");
    return false;
  }

  void check_action(const Action& action, const Resource& resource, std::size_t index) {
    const VersionRange versions = common(action.versions, resource.versions);
    const std::string name = resource.name.snake + "." + action.name.snake;
    if (!check_presence(name, action.span, versions, index)) return;
    check_fields(action.input, {name, action.span, versions, action.access.has_value(), index},
                 name + ".");
  }

  void check_endpoint(const CustomEndpoint& custom) {
    const std::string name = std::string(to_text(custom.method)) + " " + custom.name.snake;
    const Holder sent{name, custom.span, custom.versions, custom.access.has_value(), no_index};
    for (const CustomParameter& parameter : custom.parameters) check_row(custom, parameter.row);
    check_row(custom, custom.body.resource);
    check_row(custom, custom.result.resource);
    check_fields(custom.query, sent, "");
    check_fields(custom.body.fields, sent, "");
  }

  void check_event(const Event& event) {
    if (event.versions.empty()) {
      sink_.error("no-version", event.span, "no version would have " + in_backticks(event.name))
          .hint("what emits it and what it carries are in no version together");
      return;
    }
    const VersionRange versions{event.versions.front(), event.versions.back() + 1};
    check_fields(event.payload, {event.name, event.span, versions, false, no_index},
                 event.name + ".");
  }

  /// Reports a resource that an endpoint speaks of in a version that does not have it.
  void check_row(const CustomEndpoint& custom, std::size_t resource) {
    if (resource == no_index) return;
    const Resource& row = design_.resources[resource];
    const std::size_t version = lacking(custom.versions, row.versions);
    if (version == no_index) return;
    sink_
        .error("version-target", custom.span,
               "the endpoint speaks of " + in_backticks(row.name.snake) + ", which " +
                   in_backticks(name_of(version)) + " does not have")
        .note(row.span, "it is declared here")
        .hint("write the same `since` and `until` at both");
  }

  void check_fields(const std::vector<Field>& fields, const Holder& holder,
                    const std::string& path) {
    for (const Field& field : fields) {
      const VersionRange versions = common(field.versions, holder.versions);
      const std::string name = path + field.name.snake;
      if (!check_presence(name, field.span, versions, holder.resource)) continue;
      check_required(field, name, versions, holder);
      check_reference(field, field.type, name, versions);
      const Type& type = field.type.element.empty() ? field.type : field.type.element[0];
      Holder object = holder;
      object.versions = versions;
      object.filled_by_clients = holder.filled_by_clients && can_create_with(field);
      check_fields(type.fields, object, name + ".");
    }
  }

  void check_required(const Field& field, const std::string& name, const VersionRange& versions,
                      const Holder& holder) {
    const bool required = is_needed(field) && can_create_with(field);
    const std::size_t version = lacking(holder.versions, versions);
    if (!required || !holder.filled_by_clients || version == no_index) return;
    sink_
        .error("version-required", field.span,
               in_backticks(name) + " is required, but clients of " +
                   in_backticks(name_of(version)) + " cannot send it")
        .hint("make it optional with `?`, or give it a value with `=`");
  }

  void check_reference(const Field& field, const Type& type, const std::string& name,
                       const VersionRange& versions) {
    for (const Type& element : type.element) check_reference(field, element, name, versions);
    if (type.kind != TypeKind::Reference || type.target == no_index) return;
    const Resource& target = design_.resources[type.target];
    const std::size_t version = lacking(versions, target.versions);
    if (version == no_index || !(is_shown(field) || can_create_with(field))) return;
    sink_
        .error("version-target", field.span,
               in_backticks(name) + " refers to " + in_backticks(target.name.snake) + ", which " +
                   in_backticks(name_of(version)) + " does not have")
        .note(target.span, "it is declared here")
        .hint("write the same `since` and `until` at both");
  }

  /// What stands in the paths of a resource has to be there whenever it is.
  void check_key(const Resource& resource) {
    if (resource.key == no_index) return;
    const Field& key = resource.fields[resource.key];
    const std::size_t version = lacking(resource.versions, key.versions);
    if (version == no_index) return;
    sink_
        .error("version-needed", key.span,
               in_backticks(resource.name.snake + "." + key.name.snake) + " stands in paths, but " +
                   in_backticks(name_of(version)) + " does not have it")
        .note(resource.span, "it is the `key` of this resource");
  }

  /// A whole that cannot do without parts cannot be made where they are not known.
  void check_inline(const Resource& part) {
    if (!part.inline_parts || part.min_parts == 0 || part.whole == no_index) return;
    const Resource& whole = design_.resources[part.whole];
    const std::size_t version = lacking(whole.versions, part.versions);
    if (version == no_index || whole.find(Verb::Create) == nullptr) return;
    sink_
        .error("version-required", part.span,
               in_backticks(whole.name.snake) + " needs at least " +
                   std::to_string(part.min_parts) + " of " + in_backticks(part.name.snake) +
                   ", but clients of " + in_backticks(name_of(version)) + " cannot send them")
        .hint("write `inline: 0.." + std::to_string(part.max_parts) + "`");
  }

  /// The identity, its fields to sign in with, and the tenant are in every version.
  void check_needed(std::size_t index, const std::string& because) {
    if (index == no_index) return;
    const Resource& resource = design_.resources[index];
    report_needed(resource.name.snake, resource.span, resource.versions, because);
    if (!resource.identity || !design_.auth->sign_in) return;
    for (const std::size_t field : {design_.auth->login, design_.auth->password}) {
      if (field == no_index) continue;
      const Field& one = resource.fields[field];
      report_needed(resource.name.snake + "." + one.name.snake, one.span, one.versions, because);
    }
  }

  void report_needed(const std::string& name, const Span& span, const VersionRange& versions,
                     const std::string& because) {
    const std::size_t version = lacking({}, versions);
    if (version == no_index) return;
    sink_
        .error("version-needed", span,
               in_backticks(name) + " has to be in every version, but " +
                   in_backticks(name_of(version)) + " does not have it")
        .hint(because);
  }

  DiagnosticSink& sink_;
  const Design& design_;
};

}  // namespace

void check_versions(Resolution& resolution) {
  if (resolution.design.api.versions.size() > 1) VersionChecker(resolution).check();
}

}  // namespace plinth
