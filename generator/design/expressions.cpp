// Expressions: every name becomes a field, an input, the caller or a word of an enum, every node
// gets a type, and what the place of the expression does not allow is refused.

#include <algorithm>
#include <array>
#include <utility>

#include "design/expression_types.hpp"
#include "design/resolution.hpp"
#include "design/unknown_name.hpp"
#include "design/value_family.hpp"

namespace plinth {
namespace {

struct Function {
  std::string_view name;
  std::size_t least, most;  // arguments
  TypeKind type;            // of the result; Json: that of the first argument
  bool clock = false;
};

constexpr std::array functions{
    Function{"now", 0, 0, TypeKind::DateTime, true}, Function{"today", 0, 0, TypeKind::Date, true},
    Function{"length", 1, 1, TypeKind::Int},         Function{"lower", 1, 1, TypeKind::String},
    Function{"round", 2, 2, TypeKind::Decimal},      Function{"coalesce", 2, 2, TypeKind::Json},
    Function{"next", 0, 0, TypeKind::Serial},
};

constexpr std::array<std::string_view, 5> aggregates{"sum", "count", "min", "max", "exists"};

Operation constant(Constant value, TypeKind type) {
  Operation operation;
  operation.value = std::move(value);
  operation.type = type;
  return operation;
}

class ExpressionResolver {
 public:
  ExpressionResolver(Resolution& resolution, const ExpressionScope& scope)
      : resolution_(resolution), design_(resolution.design), scope_(scope) {
    if (scope.wanted == nullptr) return;
    if (scope.wanted->kind == TypeKind::Enum) enum_ = scope.wanted;
    words_excused_ = !scope.wanted->known;
  }

  Operation resolve(const Expression& written) {
    return std::visit([&](const auto& node) { return resolve_node(node, written.span); },
                      written.node);
  }

 private:
  /// What an aggregate runs over; names inside it are looked up there first.
  struct Inner {
    std::size_t resource = no_index;
    std::string name;
  };

  Operation resolve_node(const Literal& literal, const Span&) {
    switch (literal.kind) {
      case Literal::Kind::Number: {
        const bool fraction = literal.value.find('.') != std::string::npos;
        return constant({Constant::Number{literal.value}},
                        fraction ? TypeKind::Decimal : TypeKind::Int);
      }
      case Literal::Kind::Text:
        return constant({Constant::FreeText{literal.value}}, TypeKind::String);
      case Literal::Kind::Bool:
        return constant({literal.value == "true"}, TypeKind::Bool);
      case Literal::Kind::Null:
        break;
      case Literal::Kind::Duration:
        return constant({literal.value}, TypeKind::Duration);
    }
    return unresolved();
  }

  Operation resolve_node(const Path& path, const Span& span) {
    const std::vector<Spelled>& segments = path.segments;
    if (segments[0].text == "me") return caller(segments, span);
    if (segments[0].text == "input" && scope_.input != nullptr) return input(segments, span);
    if (inner_.resource != no_index && segments[0].text == inner_.name && segments.size() > 1) {
      return field(segments, 1, inner_.resource, Operation::Kind::Part);
    }
    const bool inside = inner_.resource != no_index && knows(inner_.resource, segments[0].text);
    if (inside) return field(segments, 0, inner_.resource, Operation::Kind::Part);
    if (may_have_lost(segments[0].text)) return unresolved();
    return field(segments, 0, scope_.resource, Operation::Kind::Field);
  }

  bool knows(std::size_t resource, std::string_view name) const {
    return is_built_in(resource, name) || design_.resources[resource].find(name) != nullptr;
  }

  /// Whether `name` may be that of a field of the rows of the aggregate, none of which were read.
  bool may_have_lost(std::string_view name) const {
    return inner_.resource != no_index && design_.resources[inner_.resource].fields.empty() &&
           (scope_.resource == no_index || !knows(scope_.resource, name));
  }

  bool is_built_in(std::size_t resource, std::string_view name) const {
    const bool timestamp = name == "created_at" || name == "updated_at";
    return name == "id" || (timestamp && design_.resources[resource].timestamps);
  }

  Operation caller(const std::vector<Spelled>& segments, const Span& span) {
    if (!scope_.caller) refuse(span, "`me`, the caller,");
    Operation operation;
    operation.kind = Operation::Kind::Caller;
    operation.type = TypeKind::Reference;
    std::size_t at = design_.auth ? design_.auth->identity : no_index;
    for (std::size_t i = 1; i < segments.size(); ++i) {
      operation.path.emplace_back(segments[i].text);
      if (at == no_index) continue;
      if (is_built_in(at, segments[i].text)) {
        operation.type =
            segments[i].text == "id" ? design_.resources[at].id_type : TypeKind::DateTime;
        at = no_index;
      } else if (const Field* found = design_.resources[at].find(segments[i].text)) {
        operation.type = found->type.kind;
        at = found->type.kind == TypeKind::Reference ? found->type.target : no_index;
      } else {
        at = i == 1 ? row_of_caller(segments[i].text) : no_index;
        if (at == no_index) return unknown_of_caller(segments[i], i == 1);
      }
    }
    return operation;
  }

  /// `me.doctor`: the resource that has one row for each caller, by a unique reference to them.
  std::size_t row_of_caller(std::string_view name) const {
    const auto named = resolution_.top_resources.find(name);
    if (named == resolution_.top_resources.end()) return no_index;
    const std::vector<Field>& fields = design_.resources[named->second].fields;
    const bool one = std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
      return !field.type.known || (field.unique && field.type.kind == TypeKind::Reference &&
                                   field.type.target == design_.auth->identity);
    });
    return one ? named->second : no_index;
  }

  Operation unknown_of_caller(const Spelled& name, bool first) {
    const std::string identity = design_.resources[design_.auth->identity].name.snake;
    const bool resource = first && resolution_.top_resources.contains(name.text);
    if (!resource) {
      return unknown(name, design_.resources[design_.auth->identity].fields,
                     "the caller, a `" + identity + "`, has no field");
    }
    resolution_.sink
        .error("unknown-field", name.span,
               "`" + std::string(name.text) + "` has no unique reference to `" + identity +
                   "`, so that it is not one row of the caller")
        .hint("write `account: -> " + identity + " unique` there");
    return unresolved();
  }

  Operation input(const std::vector<Spelled>& segments, const Span& span) {
    Operation operation;
    operation.kind = Operation::Kind::Input;
    if (segments.size() != 2) {
      resolution_.sink.error("input-path", span,
                             "`input` needs the name of one input behind a dot");
      return unresolved();
    }
    const std::size_t at = find_field(*scope_.input, segments[1].text);
    if (at == no_index) return unknown(segments[1], *scope_.input, "the action has no input");
    operation.path.emplace_back(segments[1].text);
    operation.type = (*scope_.input)[at].type.kind;
    return operation;
  }

  Operation field(const std::vector<Spelled>& segments, std::size_t first, std::size_t resource,
                  Operation::Kind kind) {
    Operation operation;
    operation.kind = kind;
    std::size_t at = resource;
    for (std::size_t i = first; i < segments.size(); ++i) {
      const std::string_view name = segments[i].text;
      operation.path.emplace_back(name);
      if (is_built_in(at, name)) {
        operation.type = name == "id" ? design_.resources[at].id_type : TypeKind::DateTime;
        continue;
      }
      const Resource& here = design_.resources[at];
      const bool to_whole =
          here.whole != no_index && name == design_.resources[here.whole].own_name.snake;
      if (to_whole) {
        at = here.whole;
        operation.type = TypeKind::Reference;
        continue;
      }
      const Field* found = here.find(name);
      if (found == nullptr) {
        // A lone word that is no field may be one of an enum: what it stands beside says so.
        if (segments.size() - first == 1) return word(segments[i], here);
        return unknown_field(segments[i], here);
      }
      if (!found->type.known) return unresolved();
      operation.type = found->type.kind;
      if (i + 1 == segments.size()) break;
      if (found->type.kind != TypeKind::Reference || found->type.target == no_index) {
        resolution_.sink.error("not-a-reference", segments[i].span,
                               "`" + std::string(name) + "` is no reference to go through");
        return unresolved();
      }
      if (!scope_.references && kind == Operation::Kind::Field) {
        refuse(segments[i].span, "a path through the reference `" + std::string(name) + "`");
        return unresolved();
      }
      at = found->type.target;
    }
    return operation;
  }

  /// A word that waits for the enum on the other side of a comparison.
  Operation word(const Spelled& text, const Resource& here) {
    if (words_excused_) return unresolved();
    return enum_ != nullptr ? word_of_enum(text) : unknown_field(text, here);
  }

  Operation word_of_enum(const Spelled& text) {
    std::vector<std::string> words;
    for (const EnumWord& known : enum_->words) {
      if (known.word == text.text) return constant({std::string(text.text)}, TypeKind::Enum);
      words.push_back(known.word);
    }
    report_unknown(
        resolution_,
        {"unknown-word", text, "`" + std::string(text.text) + "` is no word of the enum beside it",
         words, "the words are: " + listed(words)});
    return unresolved();
  }

  Operation unknown_field(const Spelled& name, const Resource& here) {
    report_unknown_field(resolution_, here, name);
    return unresolved();
  }

  Operation unknown(const Spelled& name, const std::vector<Field>& fields,
                    const std::string& lead) {
    report_unknown(resolution_, {"unknown-field", name, lead + " `" + std::string(name.text) + "`",
                                 names_of(fields), ""});
    return unresolved();
  }

  void refuse(const Span& span, const std::string& what) {
    resolution_.sink.error("expression-scope", span, what + " cannot be used here");
  }

  Operation resolve_node(const Unary& unary, const Span&) {
    Operation operation;
    operation.kind = Operation::Kind::Unary;
    operation.op = unary.op;
    operation.operands.push_back(resolve(*unary.operand));
    operation.type = type_of_unary(operation, unary, resolution_.sink);
    return operation;
  }

  /// The type of the field that `side` is, so that the words of an enum on the other side are
  /// known; null of what is no path, or leads nowhere.
  const Type* field_type_of(const Expression& side) const {
    const Path* const path = std::get_if<Path>(&side.node);
    if (path == nullptr) return nullptr;
    const std::vector<Spelled>& segments = path->segments;
    const std::string_view first = segments[0].text;
    if (first == "input" && scope_.input != nullptr) {
      const std::size_t at =
          segments.size() == 2 ? find_field(*scope_.input, segments[1].text) : no_index;
      return at == no_index ? nullptr : &(*scope_.input)[at].type;
    }
    const bool named = inner_.resource != no_index && first == inner_.name && segments.size() > 1;
    if (named) return type_at(inner_.resource, segments, 1);
    if (first == "me") return design_.auth ? type_at(design_.auth->identity, segments, 1) : nullptr;
    const bool inside = inner_.resource != no_index && knows(inner_.resource, first);
    return type_at(inside ? inner_.resource : scope_.resource, segments, 0);
  }

  const Type* type_at(std::size_t at, const std::vector<Spelled>& segments,
                      std::size_t first) const {
    const Field* found = nullptr;
    for (std::size_t i = first; i < segments.size(); ++i) {
      if (at == no_index) return nullptr;
      found = design_.resources[at].find(segments[i].text);
      if (found == nullptr) return nullptr;
      at = found->type.kind == TypeKind::Reference ? found->type.target : no_index;
    }
    return found == nullptr ? nullptr : &found->type;
  }

  /// The resource that a reference, or the caller, is a row of.
  std::size_t target_of(const Expression& side) const {
    const Path* const path = std::get_if<Path>(&side.node);
    const bool me = path != nullptr && path->segments.size() == 1 && path->segments[0].text == "me";
    if (me) return design_.auth ? design_.auth->identity : no_index;
    const Type* const type = field_type_of(side);
    return type != nullptr && type->kind == TypeKind::Reference ? type->target : no_index;
  }

  Operation resolve_beside(const Expression& side, const Expression& other) {
    const Type* const outer = enum_;
    const bool outer_excuse = words_excused_;
    const Type* const beside = field_type_of(other);
    enum_ = beside != nullptr && beside->kind == TypeKind::Enum ? beside : nullptr;
    words_excused_ = words_excused_ || (beside != nullptr && !beside->known);
    Operation operation = resolve(side);
    enum_ = outer;
    words_excused_ = outer_excuse;
    return operation;
  }

  /// A path that led nowhere, which was reported.
  static bool is_unresolved(const Operation& operation, const Expression& written) {
    return operation.kind == Operation::Kind::Constant && operation.value.is_null() &&
           std::holds_alternative<Path>(written.node);
  }

  Operation resolve_node(const Binary& binary, const Span& span) {
    Operation operation;
    operation.kind = Operation::Kind::Binary;
    operation.op = binary.op;
    operation.operands.push_back(resolve_beside(*binary.left, *binary.right));
    // A word beside an unknown field may be one of its enum: one cause, one report.
    const Operation& left = operation.operands[0];
    const bool outer_excuse = words_excused_;
    words_excused_ = words_excused_ || is_unresolved(left, *binary.left);
    operation.operands.push_back(resolve_beside(*binary.right, *binary.left));
    words_excused_ = outer_excuse;
    operation.type = type_of_binary(operation, binary, span, resolution_.sink);
    if (is_comparison(operation)) check_sides(operation, binary, span);
    return operation;
  }

  static bool is_comparison(const Operation& operation) {
    return operation.op == "=" || operation.op == "!=" || operation.op[0] == '<' ||
           operation.op[0] == '>';
  }

  /// What a comparison says beyond the types of its sides.
  void check_sides(Operation& operation, const Binary& binary, const Span& span) {
    if (is_written_null(*binary.left) || is_written_null(*binary.right))
      return null_comparison(binary, span);
    check_words(operation.operands[0], *binary.left, operation.operands[1], *binary.right);
    check_words(operation.operands[1], *binary.right, operation.operands[0], *binary.left);
    check_targets(*binary.left, *binary.right, span);
  }

  void null_comparison(const Binary& binary, const Span& span) {
    const Expression& other = is_written_null(*binary.right) ? *binary.left : *binary.right;
    resolution_.sink
        .error("null-comparison", span, "nothing equals null: this is neither true nor false")
        .hint("write `" + to_text(other) + (binary.op == "!=" ? " is not null`" : " is null`"));
  }

  /// A text in quotes beside an enum is one of its words.
  void check_words(Operation& text, const Expression& written, const Operation& beside,
                   const Expression& other) {
    const Literal* const literal = std::get_if<Literal>(&written.node);
    const Type* const type = field_type_of(other);
    const bool word = literal != nullptr && literal->kind == Literal::Kind::Text &&
                      beside.type == TypeKind::Enum && type != nullptr &&
                      type->kind == TypeKind::Enum;
    if (!word) return;
    const Type* const outer = enum_;
    enum_ = type;
    text = word_of_enum({literal->value, written.span});
    enum_ = outer;
  }

  /// Two references are equal only if both lead to the same resource.
  void check_targets(const Expression& left, const Expression& right, const Span& span) {
    const std::size_t a = target_of(left);
    const std::size_t b = target_of(right);
    if (a == no_index || b == no_index || a == b) return;
    resolution_.sink.error("type-mismatch", span,
                           "a `" + design_.resources[a].own_name.snake + "` is never equal to a `" +
                               design_.resources[b].own_name.snake + "`");
  }

  Operation resolve_node(const Call& call, const Span& span) {
    const std::string_view name = call.function.text;
    if (std::find(aggregates.begin(), aggregates.end(), name) != aggregates.end()) {
      return aggregate(call, span);
    }
    const auto function = std::find_if(functions.begin(), functions.end(),
                                       [&](const Function& one) { return one.name == name; });
    if (function == functions.end()) return unknown_function(call.function);
    if (function->clock && !scope_.clock) refuse(span, "`" + std::string(name) + "()`");
    Operation operation;
    operation.kind = Operation::Kind::Call;
    operation.op = std::string(name);
    operation.type = function->type;
    if (call.arguments.size() < function->least || call.arguments.size() > function->most) {
      resolution_.sink.error("argument-count", span,
                             "`" + std::string(name) + "` takes " +
                                 std::to_string(function->least) + " arguments, not " +
                                 std::to_string(call.arguments.size()));
      return unresolved();
    }
    for (const Expression& argument : call.arguments) {
      operation.operands.push_back(resolve(argument));
    }
    operation.type = type_of_call(operation, call, function->type, resolution_.sink);
    return operation;
  }

  Operation unknown_function(const Spelled& name) {
    std::vector<std::string> known(aggregates.begin(), aggregates.end());
    for (const Function& function : functions) known.emplace_back(function.name);
    report_unknown(resolution_, {"unknown-function", name,
                                 "there is no function `" + std::string(name.text) + "`", known,
                                 "the functions are: " + listed(known)});
    return unresolved();
  }

  /// The part or the resource that an aggregate's argument begins with.
  std::size_t aggregated(const Spelled& name) const {
    const std::size_t part = find_part(design_, scope_.resource, name.text);
    if (part != no_index) return part;
    const auto top = resolution_.top_resources.find(name.text);
    return top == resolution_.top_resources.end() ? no_index : top->second;
  }

  /// The list of this row that an aggregate's argument begins with; null if a part has its name.
  const Type* list_of(const Spelled& name) const {
    if (scope_.resource == no_index) return nullptr;
    if (find_part(design_, scope_.resource, name.text) != no_index) return nullptr;
    const Field* const field = design_.resources[scope_.resource].find(name.text);
    return field != nullptr && field->type.kind == TypeKind::List ? &field->type : nullptr;
  }

  std::vector<std::string> aggregable() const {
    std::vector<std::string> names = resolution_.top_names;
    for (const std::size_t part : design_.resources[scope_.resource].parts) {
      names.push_back(design_.resources[part].own_name.snake);
    }
    for (const Field& field : design_.resources[scope_.resource].fields) {
      if (field.type.kind == TypeKind::List) names.push_back(field.name.snake);
    }
    return names;
  }

  static const Spelled* first_name(const Expression& expression) {
    if (const Path* path = std::get_if<Path>(&expression.node)) return &path->segments[0];
    if (const Binary* binary = std::get_if<Binary>(&expression.node))
      return first_name(*binary->left);
    if (const Unary* unary = std::get_if<Unary>(&expression.node))
      return first_name(*unary->operand);
    return nullptr;
  }

  /// Which rows an aggregate runs over: the parts of this row, or those of the one reference to it.
  bool check_relation(const Spelled& name, std::size_t resource) {
    const Resource& other = design_.resources[resource];
    if (scope_.resource == no_index || other.whole == scope_.resource) return true;
    if (other.fields.empty()) return true;  // what was written of them could not be read
    const Resource& here = design_.resources[scope_.resource];
    std::vector<const Field*> references;
    for (const Field& field : other.fields) {
      const Type& one = field.type.kind == TypeKind::List ? field.type.element[0] : field.type;
      if (!one.known) return true;
      if (one.kind == TypeKind::Reference && one.target == scope_.resource) {
        references.push_back(&field);
      }
    }
    if (references.size() == 1) return true;
    DiagnosticBuilder report = resolution_.sink.error(
        "aggregate-relation", name.span,
        "`" + std::string(name.text) + "` has " +
            (references.empty() ? "no reference" : "more than one reference") + " to `" +
            here.own_name.snake + "`, so that it is not clear which rows are meant");
    for (const Field* reference : references) report.note(reference->span, "one is here");
    return false;
  }

  Operation aggregate(const Call& call, const Span& span) {
    if (!scope_.aggregates) refuse(span, "`" + std::string(call.function.text) + "`");
    Operation operation;
    operation.kind = Operation::Kind::Aggregate;
    operation.op = std::string(call.function.text);
    const Spelled* name = call.arguments.size() == 1 ? first_name(call.arguments[0]) : nullptr;
    if (name == nullptr) {
      resolution_.sink.error(
          "aggregate-argument", span,
          "`" + operation.op + "` runs over a part or a resource: name it first");
      return unresolved();
    }
    const Type* const list = list_of(*name);
    operation.resource = list != nullptr ? list->element[0].target : aggregated(*name);
    if (list != nullptr) {
      operation.path.emplace_back(name->text);
    } else if (operation.resource == no_index) {
      report_unknown(resolution_, {"unknown-resource", *name,
                                   "there is no part, list or resource `" +
                                       std::string(name->text) + "` to run over",
                                   aggregable(), ""});
      return unresolved();
    }
    const bool related = list != nullptr || check_relation(*name, operation.resource);
    resolve_aggregated(call, *name, list, operation);
    return related ? operation : unresolved();
  }

  /// What is counted or added up of each row, and which rows.
  void resolve_aggregated(const Call& call, const Spelled& name, const Type* list,
                          Operation& operation) {
    const Path* const path = std::get_if<Path>(&call.arguments[0].node);
    const bool whole = path != nullptr && path->segments.size() == 1;
    const bool values = list != nullptr && operation.resource == no_index;
    if (values && (!whole || call.where)) {
      const bool objects = list->element[0].kind == TypeKind::Object;
      resolution_.sink
          .error("aggregate-argument", call.where ? call.where->span : name.span,
                 "`" + std::string(name.text) + "` is a list of " +
                     (objects ? "objects, whose fields nothing can ask for"
                              : "values, which have no fields to ask for"))
          .hint(objects ? "what is asked for is a part: `contains`, with `inline`" : "");
      operation = unresolved();
      return;
    }
    inner_ = {operation.resource, std::string(name.text)};
    operation.operands.push_back(whole ? Operation() : resolve(call.arguments[0]));
    if (call.where) operation.operands.push_back(condition(*call.where));
    inner_ = {};
    const TypeKind element = values ? list->element[0].kind : operation.operands[0].type;
    operation.type =
        type_of_aggregate(operation, call, element, whole && !values, resolution_.sink);
  }

  Operation condition(const Expression& written) {
    Operation condition = resolve(written);
    check_condition(resolution_, condition, written.span);
    return condition;
  }

  Operation resolve_node(const Membership& membership, const Span& span) {
    if (!membership.bracketed) return element_of_list(membership, span);
    Operation operation;
    operation.kind = Operation::Kind::In;
    operation.type = TypeKind::Bool;
    operation.operands.push_back(resolve(*membership.element));
    const bool outer_excuse = words_excused_;
    words_excused_ = words_excused_ || is_unresolved(operation.operands[0], *membership.element);
    for (const Expression& option : membership.options) {
      operation.operands.push_back(resolve_beside(option, *membership.element));
      check_words(operation.operands.back(), option, operation.operands[0], *membership.element);
    }
    words_excused_ = outer_excuse;
    check_options(operation, membership, resolution_.sink);
    return operation;
  }

  /// `me in fans`, `'red' in colors`.
  Operation element_of_list(const Membership& membership, const Span& span) {
    const Expression& written = membership.options[0];
    Operation operation;
    operation.kind = Operation::Kind::Contains;
    operation.type = TypeKind::Bool;
    const Operation list = resolve(written);
    const Type* const type = list.type == TypeKind::List ? field_type_of(written) : nullptr;
    if (type == nullptr && family(list) != Family::Unknown) {
      resolution_.sink
          .error("type-mismatch", written.span,
                 "expected a list behind `in`, found " + spoken_type(list))
          .hint("put values in brackets: `a in (b, c)`");
      return unresolved();
    }
    const Type* const outer = enum_;
    enum_ =
        type != nullptr && type->element[0].kind == TypeKind::Enum ? &type->element[0] : nullptr;
    operation.operands.push_back(resolve(*membership.element));
    enum_ = outer;
    operation.operands.push_back(list);
    if (type == nullptr) return operation;
    Operation element;
    element.kind = Operation::Kind::Part;
    element.type = type->element[0].kind;
    const bool fits = check_comparable(operation.operands[0], membership.element->span, element,
                                       written.span, span, resolution_.sink);
    const std::size_t target = target_of(*membership.element);
    const bool same = target == no_index || type->element[0].target == target;
    if (fits && !same) {
      resolution_.sink.error("type-mismatch", span,
                             "`" + to_text(written) + "` has no `" +
                                 design_.resources[target].own_name.snake + "` in it");
    }
    return operation;
  }

  Operation resolve_node(const NullTest& test, const Span&) {
    Operation operation;
    operation.kind = Operation::Kind::IsNull;
    operation.op = test.negated ? "is not null" : "is null";
    operation.type = TypeKind::Bool;
    operation.operands.push_back(resolve(*test.operand));
    return operation;
  }

  Resolution& resolution_;
  const Design& design_;
  ExpressionScope scope_;
  Inner inner_;
  const Type* enum_ = nullptr;  // whose words are known where the expression stands
  bool words_excused_ = false;
};

void resolve_field_values(Resolution& resolution, std::size_t index) {
  const WrittenResource& written = *resolution.written[index];
  for (const WrittenField& field : written.fields) {
    const WrittenValue& value = field.line.value;
    if (!value.expression) continue;
    ExpressionScope scope{.resource = index, .references = true, .clock = true};
    if (value.kind == WrittenValue::Kind::Computed) {
      scope = {.resource = index, .aggregates = true, .caller = true};
    }
    const std::vector<Field>& known = resolution.design.resources[index].fields;
    scope.wanted = &known[find_field(known, field.name.text)].type;
    Operation operation = resolve_expression(resolution, *value.expression, scope);
    std::vector<Field>& fields = resolution.design.resources[index].fields;
    Field& resolved = fields[find_field(fields, field.name.text)];
    check_value_type(resolution, resolved.type, operation, value.expression->span);
    resolved.operation = std::move(operation);
  }
}

/// The operations that write to a row which is there already, of those that `word` (an operation
/// or a group) names.
std::vector<Verb> verbs_of(std::string_view word) {
  if (word == "update") return {Verb::Update};
  if (word == "replace") return {Verb::Replace};
  if (word == "delete") return {Verb::Delete};
  if (word == "write" || word == "all") return {Verb::Update, Verb::Replace, Verb::Delete};
  return {};
}

void report_when_operation(Resolution& resolution, const Spelled& operation) {
  const bool create = operation.text == "create";
  resolution.sink
      .error("when-operation", operation.span,
             "`" + std::string(operation.text) + "` has no `when`")
      .hint(create ? "there is no row yet: what holds of new ones is said by `rules`"
                   : "who sees which rows is said by `access`; `when` is for `write`, `update`, "
                     "`replace` and `delete`");
}

void resolve_conditions(Resolution& resolution, std::size_t index) {
  for (const auto& [operation, condition] : resolution.written[index]->when) {
    if (!condition) continue;
    const ExpressionScope scope{
        .resource = index, .references = true, .aggregates = true, .caller = true, .clock = true};
    const Operation resolved = resolve_condition(resolution, *condition, scope);
    const std::vector<Verb> verbs = verbs_of(operation.text);
    if (verbs.empty()) report_when_operation(resolution, operation);
    for (const Verb verb : verbs) {
      resolution.design.resources[index].when.emplace_back(verb, resolved);
    }
  }
}

}  // namespace

Operation resolve_expression(Resolution& resolution, const Expression& written,
                             const ExpressionScope& scope) {
  return ExpressionResolver(resolution, scope).resolve(written);
}

void resolve_expressions(Resolution& resolution) {
  std::vector<Resource>& resources = resolution.design.resources;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const WrittenResource& written = *resolution.written[i];
    resolve_field_values(resolution, i);
    resolve_conditions(resolution, i);
    for (const WrittenRule& rule : written.rules) {
      if (!rule.condition) continue;
      Operation condition = resolve_condition(resolution, *rule.condition, {.resource = i});
      resources[i].rules.push_back(
          {{std::string(rule.name.text)}, std::move(condition), rule.name.span});
    }
    for (std::size_t a = 0; a < written.actions.size(); ++a) {
      const WrittenAction& action = written.actions[a];
      const ExpressionScope scope{.resource = i,
                                  .input = &resources[i].actions[a].input,
                                  .references = true,
                                  .aggregates = true,
                                  .caller = true,
                                  .clock = true};
      if (action.when) {
        resources[i].actions[a].when = resolve_condition(resolution, *action.when, scope);
      }
      resolve_sets(resolution, action, scope, resources[i].actions[a]);
    }
  }
}

}  // namespace plinth
