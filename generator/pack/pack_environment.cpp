#include "pack/pack_environment.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diagnostics/nearest_word.hpp"
#include "pack/json_text.hpp"
#include "pack/manifest_keys.hpp"

namespace plinth {
namespace {

using jinja::FilterCall;
using jinja::Value;

/// What a filter that writes text takes: text, and numbers and booleans as JSON spells them.
std::string text_argument(const FilterCall& call) {
  if (call.value.is_string()) return std::string(call.value.as_string());
  if (call.value.is_number()) return json_text(call.value, {}, call);
  call.fail("wrong-argument", "`" + std::string(call.name) + "` writes text, this is " +
                                  std::string(jinja::kind_name(call.value.kind())));
}

void refuse_arguments(const FilterCall& call) {
  if (call.positional.empty() && call.keyword.empty()) return;
  call.fail("wrong-argument", "`" + std::string(call.name) + "` takes no arguments");
}

void add_text_filter(const EscapingStyle& style, jinja::Environment& environment) {
  const auto filter = [escaper = Escaper(style)](const FilterCall& call) -> Value {
    refuse_arguments(call);
    if (call.value.is_string()) return escaper.escape(call.value.as_string(), call.span);
    return escaper.escape(text_argument(call), call.span);
  };
  environment.add_filter(style.name, filter, {.escapes = true});
}

std::optional<std::size_t> indent_argument(const FilterCall& call) {
  const Value* indent = call.argument(0, "indent");
  if (indent == nullptr) return std::nullopt;
  constexpr std::int64_t widest = 16;
  if (!indent->is_integer() || indent->as_integer() < 0 || indent->as_integer() > widest) {
    call.fail("wrong-argument", "`indent` is a number of blanks, 16 at most");
  }
  return static_cast<std::size_t>(indent->as_integer());
}

void add_json_filter(const EscapingStyle& style, jinja::Environment& environment) {
  const auto filter = [escapes = style.json_escapes](const FilterCall& call) -> Value {
    return json_text(call.value, {escapes, indent_argument(call)}, call);
  };
  environment.add_filter(style.name, filter, {.escapes = true});
}

void add_name_filter(const Pack& pack, const NameStyle& style, jinja::Environment& environment) {
  const auto filter = [writer = NameWriter(style, pack.reserved, pack.reserved_ignore_case)](
                          const FilterCall& call) -> Value {
    refuse_arguments(call);
    return writer.write(text_argument(call), call.span);
  };
  environment.add_filter(style.name, filter);
}

Value pack_value(const Pack& pack) {
  jinja::Map members;
  members.set("name", pack.name);
  members.set("title", pack.title.empty() ? pack.name : pack.title);
  members.set("values", pack.values);
  return members;
}

/// A text without a tag is its own result; most types are spelt so.
bool has_tags(std::string_view text) { return text.find('{') != std::string_view::npos; }

}  // namespace

const TypeSpelling& TypeSpeller::find(std::string_view kind, const Span& needed_at) const {
  const auto type = std::find_if(pack_.types.begin(), pack_.types.end(),
                                 [&](const TypeSpelling& one) { return one.kind == kind; });
  if (type != pack_.types.end()) return *type;
  std::vector<std::string> known;
  for (const TypeSpelling& one : pack_.types) known.push_back(one.kind);
  Diagnostic diagnostic;
  diagnostic.id = "unmapped-type";
  diagnostic.span = pack_.types_place ? pack_.types_place : pack_.place;
  diagnostic.message = "`types` of the pack `" + pack_.name + "` does not spell the type `" +
                       std::string(kind) + "`";
  diagnostic.notes.push_back({needed_at, "it is needed here"});
  diagnostic.hint = nearest_or_all(kind, known);
  throw DiagnosticError(std::move(diagnostic));
}

const jinja::Template& TypeSpeller::compiled(const TypeSpelling& type) {
  const std::lock_guard lock(mutex_);
  const auto known = compiled_.find(type.kind);
  if (known != compiled_.end()) return known->second;
  return compiled_.emplace(type.kind, environment_.compile(type.spelling)).first->second;
}

Value TypeSpeller::spell(const FilterCall& call) {
  const Value* kind = call.value.is_map() ? call.value.find("kind") : &call.value;
  if (kind == nullptr || !kind->is_string()) {
    call.fail("wrong-argument", "`spelling` takes a type: a map with a `kind`, or a kind alone");
  }
  const TypeSpelling& type = find(kind->as_string(), call.span);
  if (!has_tags(text_of(type.spelling))) return Value::borrowed(text_of(type.spelling));
  const Value members = call.value.is_map() ? call.value : Value(jinja::Map());
  return compiled(type).render(members).str();
}

jinja::Value PackExpression::evaluate(const Value& context) const {
  Value value = compiled_.evaluate(context);
  if (!value.is_undefined()) return value;
  std::vector<std::string> known;
  for (const jinja::MapEntry& entry : context.as_map()) known.emplace_back(entry.key.as_string());
  const std::string_view text = text_of(source_);
  const std::string_view name = text.substr(0, text.find_first_of(". "));
  const std::string near = nearest_word(name, known);
  Diagnostic diagnostic;
  diagnostic.id = "undefined-name";
  diagnostic.span = source_;
  diagnostic.message = "`" + std::string(text) + "` is undefined";
  if (!near.empty() && near != name) diagnostic.hint = "did you mean `" + near + "`?";
  throw DiagnosticError(std::move(diagnostic));
}

bool PackExpression::holds(const Value& context) const {
  const Value value = evaluate(context);
  if (value.is_boolean()) return value.as_boolean();
  if (value.is_integer()) return value.as_integer() != 0;
  if (value.is_real()) return value.as_real() != 0;
  return value.size() > 0;
}

PackEnvironment::PackEnvironment(const Pack& pack, const PackSource& source)
    : loader_(source, pack.lookup),
      environment_(jinja::Options::for_packs(), loader_),
      speller_(pack, environment_) {
  for (const NameStyle& style : pack.names) add_name_filter(pack, style, environment_);
  for (const EscapingStyle& style : pack.escaping) {
    if (style.json) {
      add_json_filter(style, environment_);
    } else {
      add_text_filter(style, environment_);
    }
  }
  // The template of a type has printed what it shows, so its result is clean though a type may hold
  // free text (a pattern, the labels of an enum).
  const auto spelling = [this](const FilterCall& call) {
    refuse_arguments(call);
    return speller_.spell(call);
  };
  environment_.add_filter("spelling", spelling, {.selects = true});
  environment_.add_global("pack", pack_value(pack));
}

}  // namespace plinth
