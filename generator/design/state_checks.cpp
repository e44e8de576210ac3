// The states that actions move a field through: from where it starts, along the moves.

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "design/resolution.hpp"
#include "design/unknown_name.hpp"

namespace plinth {
namespace {

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

/// What actions of a resource say of one field that they move.
struct Moved {
  const WrittenMove* first = nullptr;
  std::unordered_map<std::string, std::vector<std::string>> next;  ///< state -> states
  bool complete = true;  ///< false where a move could not be read
};

void check_moved_type(Resolution& resolution, const WrittenMove& written, const Field& field) {
  resolution.sink
      .error("move-type", written.field.span,
             "actions move an enum, and " + in_backticks(field.name.snake) + " is of type " +
                 in_backticks(to_text(field.type.kind)))
      .note(field.span, "the field is here");
}

/// A field in no body needs a first state from elsewhere.
void check_start(Resolution& resolution, const Moved& moved, const Field& field) {
  if (field.fill != Fill::None || field.optional || field.type.words.empty()) return;
  resolution.sink
      .error("move-without-start", field.span,
             in_backticks(field.name.snake) + " is moved by actions alone, and has no first state")
      .note(moved.first->span, "it moves here")
      .hint("write one: `= " + field.type.words.front().word + "`");
}

void report_unreachable(Resolution& resolution, const Moved& moved, const Field& field,
                        const std::vector<std::string>& states) {
  resolution.sink
      .warning("unreachable-state", field.span,
               "no move leads to " + listed(states) + " of " + in_backticks(field.name.snake))
      .note(moved.first->span, "it moves here")
      .hint("add an action that `moves` to it, or take it out of the enum");
}

void check_reach(Resolution& resolution, const Moved& moved, const Field& field) {
  const auto* start = std::get_if<std::string>(&field.literal.value);
  if (field.fill != Fill::Literal || start == nullptr || !moved.complete) return;
  std::unordered_set<std::string> reached{*start};
  std::vector<std::string> open{*start};
  while (!open.empty()) {
    const auto moves = moved.next.find(open.back());
    open.pop_back();
    if (moves == moved.next.end()) continue;
    for (const std::string& state : moves->second) {
      if (reached.insert(state).second) open.push_back(state);
    }
  }
  std::vector<std::string> missing;
  for (const EnumWord& word : field.type.words) {
    if (!reached.contains(word.word)) missing.push_back(word.word);
  }
  if (!missing.empty()) report_unreachable(resolution, moved, field, missing);
}

void check_moves(Resolution& resolution, std::size_t index) {
  const Resource& resource = resolution.design.resources[index];
  const WrittenResource& written = *resolution.written[index];
  const Damage& damage = resolution.description.damage;
  std::vector<std::pair<std::size_t, Moved>> fields;
  for (const WrittenAction& action : written.actions) {
    for (const WrittenMove& move : action.moves) {
      const std::size_t at = find_field(resource.fields, move.field.text);
      if (at == no_index || !resource.fields[at].type.known) continue;
      if (resource.fields[at].type.kind != TypeKind::Enum) {
        check_moved_type(resolution, move, resource.fields[at]);
        continue;
      }
      auto known = std::find_if(fields.begin(), fields.end(),
                                [&](const auto& one) { return one.first == at; });
      if (known == fields.end()) known = fields.insert(fields.end(), {at, Moved{&move, {}, true}});
      const auto is_word = [&](const Spelled& state) {
        const std::vector<EnumWord>& words = resource.fields[at].type.words;
        return std::any_of(words.begin(), words.end(),
                           [&](const EnumWord& word) { return word.word == state.text; });
      };
      const bool readable =
          is_word(move.to) && std::all_of(move.from.begin(), move.from.end(), is_word);
      known->second.complete = known->second.complete && readable;
      for (const Spelled& from : move.from) {
        known->second.next[std::string(from.text)].emplace_back(move.to.text);
      }
    }
  }
  const auto is_known = [&](const WrittenMove& move) {
    return find_field(resource.fields, move.field.text) != no_index;
  };
  const bool complete = std::none_of(
      written.actions.begin(), written.actions.end(), [&](const WrittenAction& action) {
        return damage.touches(action.span) ||
               !std::all_of(action.moves.begin(), action.moves.end(), is_known);
      });
  for (auto& [at, moved] : fields) {
    const Field& field = resource.fields[at];
    if (at < written.fields.size() && damage.touches(written.fields[at].span)) continue;
    moved.complete = moved.complete && complete;
    check_start(resolution, moved, field);
    check_reach(resolution, moved, field);
  }
}

}  // namespace

void check_states(Resolution& resolution) {
  for (std::size_t i = 0; i < resolution.design.resources.size(); ++i) {
    const bool written = resolution.design.resources[i].origin == ResourceOrigin::Written;
    if (written) check_moves(resolution, i);
  }
}

}  // namespace plinth
