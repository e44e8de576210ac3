#include "description/field_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "description/foreign_relation.hpp"
#include "description/map_reader.hpp"
#include "description/name_rules.hpp"
#include "description/remark_reader.hpp"
#include "description/value_reader.hpp"

namespace plinth {
namespace {

constexpr std::size_t most_fields = 1000;  // of one list; MariaDB has room for 1,017 columns

/// The long form, with where its keys stand.
struct LongForm {
  WrittenField& field;
  Remarks& remarks;
  Span type_span;
  Span fields_span;
};

void read_type(const yaml::Entry& entry, LongForm& form, DiagnosticSink& sink) {
  form.type_span = entry.key.span;
  if (entry.value.is_scalar()) {
    form.field.line = parse_field_line(spelled(entry.value), sink);
  } else {
    report_kind(entry.value, "a field line", sink, "an object is written with `fields`");
  }
}

void read_inner_fields(const yaml::Entry& entry, LongForm& form, DiagnosticSink& sink) {
  form.fields_span = entry.key.span;
  form.field.fields = read_fields(entry.value, "field", sink);
}

void read_labels(const yaml::Entry& entry, LongForm& form, DiagnosticSink& sink) {
  read_entries(entry.value, sink, [&](const yaml::Entry& label) {
    const Spelled word = spelled(label.key);
    const Spelled text = read_text(label.value, sink);
    if (check_enum_word(word, sink) && text) form.field.labels.push_back({word, text});
  });
}

void read_store(const yaml::Entry& entry, LongForm& form, DiagnosticSink& sink) {
  const Spelled store = read_text(entry.value, sink);
  if (!store || store.text == "columns" || store.text == "json") {
    form.field.store = store;
    return;
  }
  sink.error("unknown-value", store.span,
             "expected `columns`, found `" + std::string(store.text) + "`")
      .hint("an object is stored as one JSON column, or with `store: columns` as prefixed columns");
}

constexpr auto long_form_keys = join_keys(std::array<Key<LongForm>, 4>{{
                                              {"type", read_type},
                                              {"fields", read_inner_fields},
                                              {"labels", read_labels},
                                              {"store", read_store},
                                          }},
                                          remark_keys<LongForm>);

FieldLine object_line(const Span& span) {
  FieldLine line;
  line.span = span;
  line.item.span = span;
  line.item.name = {"object", span};
  return line;
}

/// What belongs together: an object has `fields`, and only an object has them.
void check_long_form(LongForm& form, const yaml::Node& node, DiagnosticSink& sink) {
  FieldLine& line = form.field.line;
  const bool object = line.item.name.text == "object";
  const bool readable = static_cast<bool>(line.item.name) || !line.item.target.empty() ||
                        line.item.kind == WrittenItem::Kind::Map;
  if (!form.type_span && form.fields_span) {
    line = object_line(form.fields_span);
  } else if (!form.type_span) {
    sink.error("missing-key", node.span, "the field has no `type`")
        .hint("a field is a line, `name: string(100)`, or has one as its `type`");
  } else if (object && !form.fields_span) {
    sink.error("missing-key", line.item.span, "an object needs `fields`");
  } else if (!object && readable && form.fields_span) {
    sink.error("fields-without-object", form.fields_span, "only an object has `fields`")
        .note(line.item.span, "the type is written here")
        .hint("write `type: object`, or leave `type` out");
  }
}

/// `{type: many-to-one, target: user}`, as other tools write it: no key means what it says, so that
/// it is one report.
bool report_foreign_form(const yaml::Node& node, DiagnosticSink& sink) {
  constexpr std::array<std::string_view, 10> target_keys{
      "target", "to",    "of",  "model",      "resource",
      "entity", "table", "ref", "references", "collection"};
  const yaml::Node* const type = node.find("type");
  if (type == nullptr || !type->is_scalar()) return false;
  for (const std::string_view key : target_keys) {
    const yaml::Node* const target = node.find(key);
    if (target == nullptr || !target->is_scalar()) continue;
    const std::string hint = hint_for_relation_key(type->text, target->text);
    if (hint.empty()) continue;
    sink.error("unknown-type", type->span, "there is no type `" + std::string(type->text) + "`")
        .hint(hint);
    return true;
  }
  return false;
}

WrittenField read_long_form(const yaml::Node& node, DiagnosticSink& sink) {
  WrittenField field;
  if (report_foreign_form(node, sink)) return field;
  LongForm form{field, field.remarks, {}, {}};
  read_map(node, "a field", long_form_keys, form, sink);
  const bool reported =
      std::any_of(node.entries.begin(), node.entries.end(), [](const yaml::Entry& entry) {
        return (entry.key.text == "type" && entry.value.is_null()) ||
               !hint_for_relation_key(entry.key.text, entry.value.text).empty();
      });
  if (!reported) check_long_form(form, node, sink);
  return field;
}

}  // namespace

WrittenField read_field_value(const yaml::Node& node, DiagnosticSink& sink) {
  WrittenField field;
  if (node.is_map()) {
    field = read_long_form(node, sink);
  } else if (node.is_scalar()) {
    field.line = parse_field_line(spelled(node), sink);
  } else {
    report_kind(node, "a field line", sink, "a list is written `string[]`");
  }
  field.span = node.span;
  return field;
}

std::vector<WrittenField> read_fields(const yaml::Node& node, std::string_view what,
                                      DiagnosticSink& sink) {
  std::vector<WrittenField> fields;
  bool too_many = false;
  if (node.is_map()) fields.reserve(node.entries.size());
  read_entries(node, sink, [&](const yaml::Entry& entry) {
    if (fields.size() == most_fields && what != "type") {
      if (std::exchange(too_many, true)) return;
      sink.error("too-many-fields", entry.key.span,
                 "there are " + std::to_string(node.entries.size()) +
                     " fields here; there may be " + std::to_string(most_fields))
          .hint("a table has no room for more columns; put what belongs together into parts");
      return;
    }
    // A field with a bad name is kept: what refers to it is not wrong, too.
    check_name(spelled(entry.key), what, sink);
    fields.push_back(read_field_value(entry.value, sink));
    fields.back().name = spelled(entry.key);
    if (entry.key.text.empty()) fields.pop_back();  // nothing can refer to it
  });
  return fields;
}

WrittenField read_line_or_fields(const yaml::Node& node, DiagnosticSink& sink) {
  if (!node.is_map()) return read_field_value(node, sink);
  WrittenField field;
  field.span = node.span;
  field.line = object_line(node.span);
  field.fields = read_fields(node, "field", sink);
  return field;
}

}  // namespace plinth
