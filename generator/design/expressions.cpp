// Expressions: every name becomes a field, an input, the caller or a word of an enum, every node
// gets a type, and what the place of the expression does not allow is refused.

#include <algorithm>
#include <array>
#include <utility>

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

Operation null_constant() { return {}; }

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
        return constant({}, TypeKind::Json);
      case Literal::Kind::Duration:
        return constant({literal.value}, TypeKind::Duration);
    }
    return null_constant();
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
    return field(segments, 0, scope_.resource, Operation::Kind::Field);
  }

  bool knows(std::size_t resource, std::string_view name) const {
    return is_built_in(resource, name) || design_.resources[resource].find(name) != nullptr;
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
    return null_constant();
  }

  Operation input(const std::vector<Spelled>& segments, const Span& span) {
    Operation operation;
    operation.kind = Operation::Kind::Input;
    if (segments.size() != 2) {
      resolution_.sink.error("input-path", span,
                             "`input` needs the name of one input behind a dot");
      return null_constant();
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
      if (!found->type.known) return null_constant();
      operation.type = found->type.kind;
      if (i + 1 == segments.size()) break;
      if (found->type.kind != TypeKind::Reference || found->type.target == no_index) {
        resolution_.sink.error("not-a-reference", segments[i].span,
                               "`" + std::string(name) + "` is no reference to go through");
        return null_constant();
      }
      if (!scope_.references && kind == Operation::Kind::Field) {
        refuse(segments[i].span, "a path through the reference `" + std::string(name) + "`");
      }
      at = found->type.target;
    }
    return operation;
  }

  /// A word that waits for the enum on the other side of a comparison.
  Operation word(const Spelled& text, const Resource& here) {
    if (words_excused_) return null_constant();
    if (enum_ != nullptr) {
      for (const EnumWord& known : enum_->words) {
        if (known.word == text.text) return constant({std::string(text.text)}, TypeKind::Enum);
      }
      std::vector<std::string> words;
      for (const EnumWord& known : enum_->words) words.push_back(known.word);
      report_unknown(resolution_,
                     {"unknown-word", text,
                      "`" + std::string(text.text) + "` is no word of the enum beside it", words,
                      "the words are: " + listed(words)});
      return null_constant();
    }
    return unknown_field(text, here);
  }

  Operation unknown_field(const Spelled& name, const Resource& here) {
    report_unknown_field(resolution_, here, name);
    return null_constant();
  }

  Operation unknown(const Spelled& name, const std::vector<Field>& fields,
                    const std::string& lead) {
    report_unknown(resolution_, {"unknown-field", name, lead + " `" + std::string(name.text) + "`",
                                 names_of(fields), ""});
    return null_constant();
  }

  void refuse(const Span& span, const std::string& what) {
    resolution_.sink.error("expression-scope", span, what + " cannot be used here");
  }

  Operation resolve_node(const Unary& unary, const Span&) {
    Operation operation;
    operation.kind = Operation::Kind::Unary;
    operation.op = unary.op;
    operation.operands.push_back(resolve(*unary.operand));
    operation.type = unary.op == "not" ? TypeKind::Bool : operation.operands[0].type;
    return operation;
  }

  /// The type of the field that `side` is, so that the words of an enum on the other side are
  /// known.
  const Type* field_type_of(const Expression& side) const {
    const Path* path = std::get_if<Path>(&side.node);
    if (path == nullptr) return nullptr;
    std::size_t at = inner_.resource != no_index && knows(inner_.resource, path->segments[0].text)
                         ? inner_.resource
                         : scope_.resource;
    const Field* found = nullptr;
    for (const Spelled& segment : path->segments) {
      if (at == no_index) return nullptr;
      found = design_.resources[at].find(segment.text);
      if (found == nullptr) return nullptr;
      at = found->type.kind == TypeKind::Reference ? found->type.target : no_index;
    }
    return &found->type;
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

  static bool is_comparison(std::string_view op) {
    constexpr std::array<std::string_view, 6> comparisons{"=", "!=", "<", "<=", ">", ">="};
    return std::find(comparisons.begin(), comparisons.end(), op) != comparisons.end();
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
    const bool logical = binary.op == "and" || binary.op == "or";
    if (is_comparison(binary.op)) {
      check_comparable(operation, span);
      operation.type = TypeKind::Bool;
    } else if (logical) {
      check_logical(operation, span);
      operation.type = TypeKind::Bool;
    } else {
      operation.type = arithmetic_type(operation, span);
    }
    return operation;
  }

  void check_comparable(const Operation& operation, const Span& span) {
    const Operation& left = operation.operands[0];
    const Operation& right = operation.operands[1];
    const Family a = family(left);
    const Family b = family(right);
    const bool text_as_date = (a == Family::Text && (b == Family::Date || b == Family::Time)) ||
                              (b == Family::Text && (a == Family::Date || a == Family::Time));
    if (a == b || a == Family::Unknown || b == Family::Unknown || text_as_date) return;
    resolution_.sink.error("type-mismatch", span,
                           spoken_type(left) + " cannot be compared with " + spoken_type(right));
  }

  void check_logical(const Operation& operation, const Span& span) {
    for (const Operation& operand : operation.operands) {
      if (family(operand) == Family::Bool || family(operand) == Family::Unknown) continue;
      resolution_.sink.error(
          "type-mismatch", span,
          "`" + operation.op + "` joins conditions, and one side is " + spoken_type(operand));
    }
  }

  TypeKind arithmetic_type(const Operation& operation, const Span& span) {
    const Operation& left = operation.operands[0];
    const Operation& right = operation.operands[1];
    const Family a = family(left);
    const Family b = family(right);
    if (a == Family::Unknown || b == Family::Unknown) return left.type;
    const bool moves_date =
        a == Family::Date && b == Family::Duration && (operation.op == "+" || operation.op == "-");
    if (moves_date) return left.type;
    if (a == Family::Date && b == Family::Date && operation.op == "-") return TypeKind::Duration;
    if (a == Family::Duration && b == Family::Duration) return TypeKind::Duration;
    if (a != Family::Number || b != Family::Number) {
      resolution_.sink.error("type-mismatch", span,
                             "`" + operation.op + "` does not fit " + spoken_type(left) + " and " +
                                 spoken_type(right));
      return TypeKind::Json;
    }
    return std::max(left.type, right.type);
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
      return null_constant();
    }
    for (const Expression& argument : call.arguments) {
      operation.operands.push_back(resolve(argument));
    }
    check_argument(operation, call.arguments);
    if (function->type == TypeKind::Json) operation.type = operation.operands[0].type;
    return operation;
  }

  void check_argument(const Operation& call, const std::vector<Expression>& arguments) {
    if (call.operands.empty()) return;
    const bool of_text = call.op == "length" || call.op == "lower";
    const bool of_number = call.op == "round" || call.op == "sum";
    const Family found = family(call.operands[0]);
    const Family wanted = of_text ? Family::Text : Family::Number;
    if ((!of_text && !of_number) || found == wanted || found == Family::Unknown) return;
    resolution_.sink.error("type-mismatch", arguments[0].span,
                           "`" + call.op + "` is of a " + (of_text ? "text" : "number") +
                               ", and this is " + spoken_type(call.operands[0]));
  }

  Operation unknown_function(const Spelled& name) {
    std::vector<std::string> known(aggregates.begin(), aggregates.end());
    for (const Function& function : functions) known.emplace_back(function.name);
    report_unknown(resolution_, {"unknown-function", name,
                                 "there is no function `" + std::string(name.text) + "`", known,
                                 "the functions are: " + listed(known)});
    return null_constant();
  }

  /// The part or the resource that an aggregate's argument begins with.
  std::size_t aggregated(const Spelled& name) const {
    const std::size_t part = find_part(design_, scope_.resource, name.text);
    if (part != no_index) return part;
    const auto top = resolution_.top_resources.find(name.text);
    return top == resolution_.top_resources.end() ? no_index : top->second;
  }

  std::vector<std::string> aggregable() const {
    std::vector<std::string> names = resolution_.top_names;
    for (const std::size_t part : design_.resources[scope_.resource].parts) {
      names.push_back(design_.resources[part].own_name.snake);
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
  void check_relation(const Spelled& name, std::size_t resource) {
    const Resource& other = design_.resources[resource];
    if (scope_.resource == no_index || other.whole == scope_.resource) return;
    const Resource& here = design_.resources[scope_.resource];
    std::vector<const Field*> references;
    for (const Field& field : other.fields) {
      const Type& one = field.type.kind == TypeKind::List ? field.type.element[0] : field.type;
      if (!one.known) return;
      if (one.kind == TypeKind::Reference && one.target == scope_.resource) {
        references.push_back(&field);
      }
    }
    if (references.size() == 1) return;
    DiagnosticBuilder report = resolution_.sink.error(
        "aggregate-relation", name.span,
        "`" + std::string(name.text) + "` has " +
            (references.empty() ? "no reference" : "more than one reference") + " to `" +
            here.own_name.snake + "`, so that it is not clear which rows are meant");
    for (const Field* reference : references) report.note(reference->span, "one is here");
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
      return null_constant();
    }
    operation.resource = aggregated(*name);
    if (operation.resource == no_index) {
      report_unknown(resolution_,
                     {"unknown-resource", *name,
                      "there is no part or resource `" + std::string(name->text) + "` to run over",
                      aggregable(), ""});
      return null_constant();
    }
    check_relation(*name, operation.resource);
    inner_ = {operation.resource, std::string(name->text)};
    const Path* path = std::get_if<Path>(&call.arguments[0].node);
    const bool rows_only = path != nullptr && path->segments.size() == 1;
    operation.operands.push_back(rows_only ? null_constant() : resolve(call.arguments[0]));
    if (call.where) operation.operands.push_back(resolve(*call.where));
    inner_ = {};
    if (!rows_only) check_argument(operation, call.arguments);
    operation.type = operation.op == "exists"  ? TypeKind::Bool
                     : operation.op == "count" ? TypeKind::Int
                                               : operation.operands[0].type;
    return operation;
  }

  Operation resolve_node(const Membership& membership, const Span&) {
    Operation operation;
    operation.kind = Operation::Kind::In;
    operation.type = TypeKind::Bool;
    operation.operands.push_back(resolve(*membership.element));
    const bool outer_excuse = words_excused_;
    words_excused_ = words_excused_ || is_unresolved(operation.operands[0], *membership.element);
    for (const Expression& option : membership.options) {
      operation.operands.push_back(resolve_beside(option, *membership.element));
    }
    words_excused_ = outer_excuse;
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
