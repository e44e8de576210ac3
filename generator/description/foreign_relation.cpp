// The words of a relation are compared without their spelling: `many-to-one`, `ManyToOne`,
// `many_to_one` and `many to one` are one word in the table. What they are about is the first name
// behind them, whatever brackets, quotes and arrows stand around it.

#include "description/foreign_relation.hpp"

#include <algorithm>
#include <array>

#include "description/field_words.hpp"
#include "description/text_cursor.hpp"

namespace plinth {
namespace {

enum class Side { One, OnlyOne, Many, Other };

struct RelationWord {
  std::string_view letters;
  Side side;
};

constexpr std::array relation_words{
    RelationWord{"manytoone", Side::One},
    RelationWord{"belongsto", Side::One},
    RelationWord{"foreignkey", Side::One},
    RelationWord{"fk", Side::One},
    RelationWord{"ref", Side::One},
    RelationWord{"reference", Side::One},
    RelationWord{"references", Side::One},
    RelationWord{"relation", Side::One},
    RelationWord{"relations", Side::One},
    RelationWord{"relationship", Side::One},
    RelationWord{"relationships", Side::One},
    RelationWord{"associations", Side::One},
    RelationWord{"link", Side::One},
    RelationWord{"one", Side::One},
    RelationWord{"toone", Side::One},
    RelationWord{"onetoone", Side::OnlyOne},
    RelationWord{"many", Side::Many},
    RelationWord{"tomany", Side::Many},
    RelationWord{"manytomany", Side::Many},
    RelationWord{"belongstomany", Side::Many},
    RelationWord{"hasandbelongstomany", Side::Many},
    RelationWord{"onetomany", Side::Other},
    RelationWord{"hasmany", Side::Other},
    RelationWord{"hasone", Side::Other},
};

constexpr std::size_t longest_spelling = 40;  ///< of the words, with what joins them

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

struct Words {
  std::size_t length = 0;
  Side side = Side::One;
};

/// The longest row of the table that `text` begins with; an arrow of another language is one, too.
Words relation_at(std::string_view text) {
  for (const std::string_view arrow : {"=>", "\u2192"}) {
    if (text.starts_with(arrow)) return {arrow.size(), Side::One};
  }
  Words found;
  std::string letters;
  text = text.substr(0, longest_spelling);
  for (std::size_t at = text.starts_with('@') || text.starts_with('$') ? 1 : 0; at < text.size();
       ++at) {
    const char c = text[at];
    if (!is_letter(c) && c != '_' && c != '-' && !is_blank(c)) break;
    if (!is_letter(c)) continue;
    letters += lower(c);
    if (at + 1 < text.size() && is_word_byte(text[at + 1])) continue;
    const auto row = std::find_if(relation_words.begin(), relation_words.end(),
                                  [&](const RelationWord& one) { return one.letters == letters; });
    if (row != relation_words.end()) found = {at + 1, row->side};
  }
  return found;
}

std::size_t behind_punctuation(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("->") || rest.starts_with("=>")) {
      at += 2;
    } else if (is_blank(rest[0]) ||
               std::string_view(":()[]{}\"'@&*").find(rest[0]) != std::string_view::npos) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

/// `users` -> `user`: a guess, for a hint.
std::string in_singular(std::string name) {
  const auto ends = [&](std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
  };
  if (ends({"ies"})) return name.substr(0, name.size() - 3) + "y";
  if (ends({"ses", "xes", "ches", "shes"})) return name.substr(0, name.size() - 2);
  if (ends({"s"}) && !ends({"ss", "us", "is"})) name.pop_back();
  return name;
}

/// The name that `text` begins with, as one would be written here; empty if there is none.
std::string name_in(std::string_view text) {
  std::string name;
  for (std::size_t at = 0; at < text.size() && is_word_byte(text[at]); ++at) {
    const char c = text[at];
    if (is_upper(c) && !name.empty() && name.back() != '_') name += '_';
    name += lower(c);
  }
  return name.empty() || !is_letter(name[0]) ? std::string() : name;
}

/// The resource that `text` names first; empty if there is none.
std::string resource_in(std::string_view text) {
  text.remove_prefix(behind_punctuation(text));
  std::string name = name_in(text);
  // `model: users` says which; `fields: [userId]` does not.
  // `userId` is shorter than the name that it gives.
  const auto end = std::find_if_not(text.begin(), text.end(), is_word_byte);
  const auto length = static_cast<std::size_t>(end - text.begin());
  if (text.substr(length).starts_with(':')) {
    if (name == "fields") return "resource";
    text.remove_prefix(length);
    text.remove_prefix(behind_punctuation(text));
    name = name_in(text);
  }
  // `one of a, b` is no relation but a choice.
  const bool is_word = name == "of" || find_field_word(name) != nullptr;
  return is_word ? std::string() : in_singular(std::move(name));
}

std::string hint_for(Side side, const std::string& resource) {
  switch (side) {
    case Side::One:
      return "a reference is written `-> " + resource + "`";
    case Side::OnlyOne:
      return "a reference that no two rows share is written `-> " + resource + " unique`";
    case Side::Many:
      return "references to many rows are written `-> " + resource + "[]`";
    case Side::Other:
      return "a reference is written at its other end, in `" + resource +
             "`; rows that live and die with this one stand in `contains`";
  }
  return {};
}

}  // namespace

std::optional<ForeignRelation> foreign_relation(std::string_view text) {
  const Words words = relation_at(text);
  if (words.length == 0) return std::nullopt;
  std::string resource = resource_in(text.substr(words.length));
  // No name of a type has a hyphen.
  if (resource.empty() && text.substr(0, words.length).find('-') != std::string_view::npos) {
    resource = "resource";
  }
  if (resource.empty()) return std::nullopt;
  return ForeignRelation{words.length, hint_for(words.side, resource)};
}

std::string hint_for_relation_key(std::string_view key, std::string_view value) {
  const Words words = relation_at(key);
  if (words.length == 0 || words.length != key.size()) return {};
  const std::string resource = resource_in(value);
  return hint_for(words.side, resource.empty() ? "resource" : resource);
}

}  // namespace plinth
