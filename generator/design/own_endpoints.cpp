// The endpoints that are written under `endpoints`: what their names mean. A parameter of the path
// that is called like a resource, or like the key of the resource whose rows stand before it, is a
// row; `params` types the others.

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "design/resolution.hpp"
#include "design/versions.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

Method method_of(std::string_view word) {
  for (const Method method : {Method::Post, Method::Put, Method::Patch, Method::Delete}) {
    if (word == to_text(method)) return method;
  }
  return Method::Get;
}

/// A segment of a path as it is written: a word, or a name in braces.
struct WrittenSegment {
  std::string_view text;
  bool parameter = false;
};

std::vector<WrittenSegment> segments_of(std::string_view path) {
  std::vector<WrittenSegment> segments;
  for (std::size_t begin = 1; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view text = path.substr(begin, end - begin);
    const bool braces = text.starts_with('{') && text.ends_with('}');
    segments.push_back({braces ? text.substr(1, text.size() - 2) : text, braces});
    begin = end + 1;
  }
  return segments;
}

/// The resource whose rows stand below `word`: a part of `whole`, else an outermost one.
std::size_t collection_of(const Design& design, std::string_view word, std::size_t whole) {
  for (const bool part : {true, false}) {
    for (std::size_t i = 0; i < design.resources.size(); ++i) {
      const Resource& resource = design.resources[i];
      const bool here =
          part ? whole != no_index && resource.whole == whole : resource.whole == no_index;
      if (here && !resource.singleton && kebab_case(resource.own_plural) == word) return i;
    }
  }
  return no_index;
}

std::string key_of(const Resource& resource) {
  return resource.key == no_index ? "id" : resource.fields[resource.key].name.snake;
}

class PathResolver {
 public:
  PathResolver(Resolution& resolution, const WrittenEndpoint& written, CustomEndpoint& made)
      : resolution_(resolution), design_(resolution.design), written_(written), made_(made) {}

  void resolve() {
    std::size_t next = 0;
    for (const WrittenSegment& segment : segments_of(written_.path.text)) {
      if (!segment.parameter) {
        made_.path.push_back({std::string(segment.text), no_index});
        continue;
      }
      made_.path.push_back({{}, made_.parameters.size()});
      made_.parameters.push_back(parameter(written_.path_parameters[next++]));
    }
    check_params();
  }

 private:
  CustomParameter parameter(const Spelled& name) {
    CustomParameter parameter;
    if (const WrittenField* typed = typed_as(name.text)) {
      parameter.field = resolve_field(resolution_, *typed, no_index);
      check_type(parameter.field, *typed);
      return parameter;
    }
    parameter.row = row_named(name.text);
    if (parameter.row == no_index) {
      report_untyped(name);
    } else {
      made_.row = parameter.row;
    }
    return parameter;
  }

  const WrittenField* typed_as(std::string_view name) const {
    const auto typed =
        std::find_if(written_.params.begin(), written_.params.end(),
                     [&](const WrittenField& field) { return field.name.text == name; });
    return typed == written_.params.end() ? nullptr : &*typed;
  }

  /// What stands directly before the parameter, if it is a word.
  std::string_view word_before() const {
    const std::size_t at = made_.path.size() - 1;
    return at > 0 && made_.path[at - 1].parameter == no_index
               ? std::string_view(made_.path[at - 1].word)
               : std::string_view{};
  }

  std::size_t row_named(std::string_view name) const {
    const std::size_t before = collection_of(design_, word_before(), made_.row);
    if (before != no_index) {
      const Resource& resource = design_.resources[before];
      const bool same = name == key_of(resource) || name == resource.own_name.snake ||
                        name == resource.own_name.snake + "_" + key_of(resource);
      if (same) return before;
    }
    if (made_.row != no_index) {
      const std::size_t part = find_part(design_, made_.row, name);
      if (part != no_index) return part;
    }
    const auto top = resolution_.top_resources.find(name);
    return top == resolution_.top_resources.end() ? no_index : top->second;
  }

  void report_untyped(const Spelled& name) {
    if (resolution_.description.damage.may_have_named(name.text)) return;
    std::vector<std::string> known = resolution_.top_names;
    for (const WrittenField& field : written_.params) known.emplace_back(field.name.text);
    const std::size_t before = collection_of(design_, word_before(), made_.row);
    if (before != no_index) known.push_back(key_of(design_.resources[before]));
    const std::string nearest = nearest_word(name.text, known);
    auto report = resolution_.sink.error(
        "untyped-parameter", name.span,
        "nothing says what the parameter " + quoted(name.text) + " of the path is");
    if (!nearest.empty()) {
      report.hint("did you mean " + quoted(nearest) + "?");
    } else {
      report.hint(
          "name a resource, or the key of one behind its plural, or type it: `params:` "
          "with `" +
          std::string(name.text) + ": int`");
    }
  }

  void check_type(const Field& field, const WrittenField& typed) {
    switch (field.type.kind) {
      case TypeKind::List:
      case TypeKind::Map:
      case TypeKind::Object:
      case TypeKind::Json:
      case TypeKind::File:
      case TypeKind::Password:
        resolution_.sink
            .error("parameter-type", typed.span,
                   "a segment of a path is no " + quoted(to_text(field.type.kind)))
            .hint(
                "it is one short value: a text, a number, a date, a word of an enum, "
                "a reference");
        return;
      default:
        break;
    }
    if (!field.optional && field.fill == Fill::None) return;
    resolution_.sink
        .error("parameter-type", typed.span,
               quoted(field.name.snake) + " stands in the path, so it is always there")
        .hint("remove `?` and the default");
  }

  void check_params() {
    std::vector<std::string> known;
    for (const Spelled& name : written_.path_parameters) known.emplace_back(name.text);
    for (const WrittenField& field : written_.params) {
      if (std::find(known.begin(), known.end(), field.name.text) != known.end()) continue;
      const std::string nearest = nearest_word(field.name.text, known);
      resolution_.sink
          .error("unknown-parameter", field.name.span,
                 "the path has no parameter " + quoted(field.name.text))
          .note(written_.path.span, "the path is here")
          .hint(nearest.empty() ? "what stands behind `?` in the URL is said under `query`"
                                : "did you mean " + quoted(nearest) + "?");
    }
  }

  Resolution& resolution_;
  const Design& design_;
  const WrittenEndpoint& written_;
  CustomEndpoint& made_;
};

std::string_view word_of(Method method) {
  constexpr std::array<std::string_view, 5> words{"get", "post", "put", "patch", "delete"};
  return words[static_cast<std::size_t>(method)];
}

/// `get_article_related`: the method, the words, and what a parameter adds to them. A row adds
/// nothing but the singular of the word before it.
Name name_of(const Design& design, const CustomEndpoint& custom) {
  const bool lists = custom.method == Method::Get && custom.result.kind == Content::Kind::Rows;
  std::string snake(lists ? "list" : word_of(custom.method));
  for (std::size_t i = 0; i < custom.path.size(); ++i) {
    const CustomSegment& segment = custom.path[i];
    if (segment.parameter == no_index) {
      std::string word = segment.word;
      std::replace_if(
          word.begin(), word.end(), [](char c) { return c == '.' || c == '~'; }, '-');
      snake += "_" + name_from(word).snake;
      continue;
    }
    const CustomParameter& parameter = custom.parameters[segment.parameter];
    if (parameter.row == no_index) {
      snake += "_by_" + parameter.field.name.snake;
      continue;
    }
    const Resource& row = design.resources[parameter.row];
    const std::string plural = "_" + row.own_plural.snake;
    if (snake.ends_with(plural)) {
      snake.replace(snake.size() - plural.size(), plural.size(), "_" + row.own_name.snake);
    } else {
      snake += "_by_" + row.own_name.snake;
    }
  }
  return Name{std::move(snake)};
}

void resolve_query(Resolution& resolution, const WrittenEndpoint& written, CustomEndpoint& made) {
  for (const WrittenField& one : written.query) {
    Field field = resolve_field(resolution, one, made.row);
    const Type& type = field.type.kind == TypeKind::List ? field.type.element[0] : field.type;
    const bool flat = type.kind != TypeKind::Map && type.kind != TypeKind::Object &&
                      type.kind != TypeKind::Json && type.kind != TypeKind::File &&
                      type.kind != TypeKind::Password;
    if (!flat) {
      resolution.sink
          .error("parameter-type", one.span,
                 "a parameter of a query is no " + quoted(to_text(type.kind)))
          .hint("it is a short value or a list of them; more is sent in a `body`");
    }
    made.query.push_back(std::move(field));
  }
}

void resolve_body(Resolution& resolution, const WrittenEndpoint& written, CustomEndpoint& made) {
  if (!written.body) return;
  made.body = content_of(resolution, *written.body, made.row);
  const bool reads = made.method == Method::Get || made.method == Method::Delete;
  if (reads && made.body.kind != Content::Kind::Nothing) {
    resolution.sink
        .error("body-of-method", written.body->span, quoted(to_text(made.method)) + " has no body")
        .hint("send what it needs as `query`, or use `POST`");
  }
  if (made.body.kind == Content::Kind::Stream) {
    resolution.sink.error("stream-in-body", written.body->span, "a body is no stream");
  }
  const bool file_alone = made.body.kind == Content::Kind::Line && !made.body.fields.empty() &&
                          made.body.fields[0].type.kind == TypeKind::File;
  if (!file_alone) refuse_files(resolution, made.body.fields);
}

bool has_content(int status) { return status == 200 || status == 201 || status == 202; }

void check_status(Resolution& resolution, const WrittenEndpoint& written,
                  const CustomEndpoint& made) {
  if (made.status == 0) return;
  static const std::set<int> known{200, 201, 202, 204, 301, 302, 303, 307, 308};
  const bool something = made.result.kind != Content::Kind::Nothing;
  const std::string status(written.status.text);
  if (!known.contains(made.status)) {
    resolution.sink
        .error("endpoint-status", written.status.span, "no endpoint answers " + status + " itself")
        .hint("200, 201, 202 or 204, or where to go on: 301, 302, 303, 307, 308");
  } else if (made.asynchronous && made.status != 202) {
    resolution.sink.error("endpoint-status", written.status.span,
                          "what is `async` answers 202, not " + status);
  } else if (something != has_content(made.status) && made.status != 202) {
    resolution.sink
        .error("endpoint-status", written.status.span,
               something ? status + " has no content, and the endpoint `returns` some"
                         : status + " has content, and the endpoint returns nothing")
        .hint(something ? "remove one of them" : "say what it `returns`, or write 204");
  }
}

void check_method(Resolution& resolution, const WrittenEndpoint& written,
                  const CustomEndpoint& made) {
  const bool reads = made.method == Method::Get;
  if (!reads || !(made.idempotent || made.asynchronous)) return;
  resolution.sink
      .error("key-of-method", written.method.span,
             "`GET` changes nothing, so it cannot be " +
                 quoted(made.idempotent ? "idempotent" : "async"))
      .hint("remove the key, or use another method");
}

void resolve_events(Resolution& resolution, const WrittenEndpoint& written, CustomEndpoint& made) {
  for (const Spelled& event : written.emits) made.emits.emplace_back(event.text);
  if (written.events.empty()) return;
  if (made.result.kind != Content::Kind::Stream) {
    resolution.sink
        .error("events-without-stream", written.events.front().span,
               "`events` says what a stream sends, and the endpoint returns none")
        .hint("write `returns: stream`, or `emits` for an event that the call causes");
  }
  for (const Spelled& event : written.events) made.events.emplace_back(event.text);
}

/// `owner` and paths ask of a row, and there has to be one in the path.
void check_rule(Resolution& resolution, const AccessRule& rule) {
  for (const AccessRule& operand : rule.operands) check_rule(resolution, operand);
  if (rule.words.size() != 1 || rule.words[0].text != "owner") return;
  resolution.sink
      .error("rule-without-row", rule.span, "`owner` asks whose row it is, and the path names none")
      .hint("name one: `/orders/" + std::string(1, '{') + "order" + std::string(1, '}') + "/…`");
}

void resolve_rule_of(Resolution& resolution, const WrittenEndpoint& written, CustomEndpoint& made) {
  if (!written.access) return;
  const Design& design = resolution.design;
  if (made.row == no_index) check_rule(resolution, *written.access);
  // Where the call itself names the tenant, the roles of its members hold everywhere.
  const bool inside = design.tenant != no_index && design.tenant_from != "path";
  const std::size_t about = made.row == no_index && inside ? design.tenant : made.row;
  Rule rule = resolve_rule(resolution, *written.access, about);
  if (!is_nobody(rule)) made.access = std::move(rule);
}

void resolve_endpoint(Resolution& resolution, const WrittenEndpoint& written) {
  const std::size_t errors = resolution.sink.error_count();
  CustomEndpoint made;
  made.method = method_of(written.method.text);
  made.span = written.path ? written.path.span : written.span;
  made.prose = prose_of(written.remarks);
  made.deprecated = written.remarks.deprecated;
  made.deprecation = deprecation_of(written.remarks);
  made.versions = version_range(resolution, written.since, written.until, written.path);
  made.idempotent = written.idempotent;
  made.asynchronous = written.asynchronous;
  made.status = static_cast<int>(count_of(written.status, 0));
  PathResolver(resolution, written, made).resolve();
  resolve_query(resolution, written, made);
  resolve_body(resolution, written, made);
  if (written.returned) made.result = content_of(resolution, *written.returned, made.row);
  check_status(resolution, written, made);
  check_method(resolution, written, made);
  resolve_rule_of(resolution, written, made);
  made.calls = integrations_of(resolution, written.calls);
  for (const Spelled& code : written.errors) made.errors.emplace_back(code.text);
  resolve_events(resolution, written, made);
  made.limits = limits_of(resolution, written.limits);
  // Of what is wrong with it nothing can be made.
  if (resolution.sink.error_count() > errors) return;
  if (resolution.description.damage.touches(written.span)) return;
  made.name = name_of(resolution.design, made);
  resolution.design.custom_endpoints.push_back(std::move(made));
}

/// What asynchronous calls are watched as: `/tasks`, unless that is somebody's already.
Name task_name(const Design& design) {
  for (const char* snake : {"task", "background_task", "asynchronous_task"}) {
    const Name name{snake};
    const std::string path = kebab_case(plural(name));
    const bool resource = std::any_of(
        design.resources.begin(), design.resources.end(),
        [&](const Resource& one) { return one.name == name || one.plural == plural(name); });
    const bool custom = std::any_of(
        design.custom_endpoints.begin(), design.custom_endpoints.end(),
        [&](const CustomEndpoint& one) { return !one.path.empty() && one.path[0].word == path; });
    if (!resource && !custom) return name;
  }
  return Name{"asynchronous_call"};
}

/// A fixed word wins over a parameter: a row whose key is that word could not be reached.
void reserve_key(Resource& resource, std::string_view word) {
  std::vector<std::string>& reserved = resource.reserved_keys;
  const bool known = std::find(reserved.begin(), reserved.end(), word) != reserved.end();
  if (!known) reserved.emplace_back(word);
}

/// So no row has such a key: a rule like those that are written.
void add_rule_of_reserved(Resource& resource) {
  if (resource.reserved_keys.empty()) return;
  const Field& key = resource.fields[resource.key];
  Operation among;
  among.kind = Operation::Kind::In;
  among.type = TypeKind::Bool;
  Operation field;
  field.kind = Operation::Kind::Field;
  field.path = {key.name.snake};
  field.type = key.type.kind;
  among.operands.push_back(std::move(field));
  for (const std::string& word : resource.reserved_keys) {
    Operation constant;
    constant.value = {Constant::FreeText{word}};
    constant.type = TypeKind::String;
    among.operands.push_back(std::move(constant));
  }
  Operation condition;
  condition.kind = Operation::Kind::Unary;
  condition.op = "not";
  condition.operands.push_back(std::move(among));
  resource.rules.push_back({Name{key.name.snake + "_reserved"}, std::move(condition), key.span});
}

void reserve_keys(Design& design) {
  for (const CustomEndpoint& custom : design.custom_endpoints) {
    for (std::size_t i = 1; i < custom.path.size(); ++i) {
      const bool words =
          custom.path[i].parameter == no_index && custom.path[i - 1].parameter == no_index;
      if (!words) continue;
      const std::size_t index = collection_of(design, custom.path[i - 1].word, no_index);
      const bool keyed = index != no_index && design.resources[index].key != no_index;
      if (keyed) reserve_key(design.resources[index], custom.path[i].word);
    }
  }
  for (Resource& resource : design.resources) {
    if (resource.identity && resource.key != no_index) reserve_key(resource, "me");
    add_rule_of_reserved(resource);
  }
}

}  // namespace

void resolve_endpoints(Resolution& resolution) {
  for (const WrittenEndpoint& written : resolution.description.endpoints) {
    // What has no legal path was reported when it was read.
    const bool legal = written.path && !resolution.description.damage.touches(written.path.span);
    if (legal) resolve_endpoint(resolution, written);
  }
  resolution.design.task = task_name(resolution.design);
  reserve_keys(resolution.design);
}

}  // namespace plinth
