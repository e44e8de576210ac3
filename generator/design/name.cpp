#include "design/name.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plinth {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// Words begin after underscores; `first_upper` says whether the very first one is capitalised.
std::string humps(const std::string& snake, bool first_upper) {
  std::string out;
  bool begins_word = first_upper;
  for (const char c : snake) {
    if (c == '_') {
      begins_word = true;
      continue;
    }
    out += begins_word ? to_upper(c) : c;
    begins_word = false;
  }
  return out;
}

std::string with_separator(const std::string& snake, char separator) {
  std::string out = snake;
  std::replace(out.begin(), out.end(), '_', separator);
  return out;
}

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array irregular_plurals{
    Pair{"person", "people"},
    Pair{"child", "children"},
    Pair{"man", "men"},
    Pair{"woman", "women"},
    Pair{"foot", "feet"},
    Pair{"tooth", "teeth"},
    Pair{"goose", "geese"},
    Pair{"mouse", "mice"},
    Pair{"ox", "oxen"},
    Pair{"datum", "data"},
    Pair{"medium", "media"},
    Pair{"criterion", "criteria"},
    Pair{"phenomenon", "phenomena"},
    Pair{"analysis", "analyses"},
    Pair{"basis", "bases"},
    Pair{"crisis", "crises"},
    Pair{"diagnosis", "diagnoses"},
    Pair{"thesis", "theses"},
    Pair{"hypothesis", "hypotheses"},
    Pair{"axis", "axes"},
    Pair{"index", "indexes"},
    Pair{"matrix", "matrices"},
    Pair{"vertex", "vertices"},
    Pair{"quiz", "quizzes"},
    Pair{"leaf", "leaves"},
    Pair{"half", "halves"},
    Pair{"shelf", "shelves"},
    Pair{"life", "lives"},
    Pair{"knife", "knives"},
    Pair{"wife", "wives"},
    Pair{"self", "selves"},
    Pair{"thief", "thieves"},
    Pair{"wolf", "wolves"},
    Pair{"loaf", "loaves"},
    Pair{"calf", "calves"},
    Pair{"hero", "heroes"},
    Pair{"potato", "potatoes"},
    Pair{"tomato", "tomatoes"},
    Pair{"echo", "echoes"},
    Pair{"alumnus", "alumni"},
    Pair{"cactus", "cacti"},
    Pair{"stimulus", "stimuli"},
    Pair{"curriculum", "curricula"},
    Pair{"stratum", "strata"},
};

constexpr std::array<std::string_view, 21> same_in_plural{
    "news",     "sheep", "fish",      "deer",        "series",   "species",  "aircraft",
    "data",     "media", "equipment", "information", "feedback", "money",    "software",
    "hardware", "staff", "metadata",  "merchandise", "people",   "children", "analytics"};

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

std::string plural_word(std::string_view word) {
  const auto same = [&](std::string_view known) { return known == word; };
  if (std::any_of(same_in_plural.begin(), same_in_plural.end(), same)) return std::string(word);
  for (const auto& [one, many] : irregular_plurals) {
    if (one == word) return std::string(many);
  }
  if (ends_with_any(word, {"s", "x", "z", "ch", "sh"})) return std::string(word) + "es";
  const bool consonant_y =
      word.size() > 1 && word.back() == 'y' &&
      std::string_view("aeiou").find(word[word.size() - 2]) == std::string_view::npos;
  if (consonant_y) return std::string(word.substr(0, word.size() - 1)) + "ies";
  return std::string(word) + "s";
}

std::string singular_word(std::string_view word) {
  const auto same = [&](std::string_view known) { return known == word; };
  for (const auto& [one, many] : irregular_plurals) {
    if (many == word) return std::string(one);
  }
  if (std::any_of(same_in_plural.begin(), same_in_plural.end(), same)) return std::string(word);
  if (word.size() > 3 && word.ends_with("ies")) {
    return std::string(word.substr(0, word.size() - 3)) + "y";
  }
  if (ends_with_any(word, {"sses", "xes", "zes", "ches", "shes"})) {
    return std::string(word.substr(0, word.size() - 2));
  }
  const bool plain = word.size() > 1 && word.ends_with("s") && !word.ends_with("ss");
  return std::string(plain ? word.substr(0, word.size() - 1) : word);
}

/// `name` with its last word replaced by what `change` makes of it.
template <typename Change>
Name with_last_word(const Name& name, Change change) {
  const std::size_t last = name.snake.rfind('_');
  const std::size_t begin = last == std::string::npos ? 0 : last + 1;
  return {name.snake.substr(0, begin) + change(std::string_view(name.snake).substr(begin))};
}

}  // namespace

std::string camel_case(const Name& name) { return humps(name.snake, false); }
std::string pascal_case(const Name& name) { return humps(name.snake, true); }
std::string kebab_case(const Name& name) { return with_separator(name.snake, '-'); }
std::string spoken(const Name& name) { return with_separator(name.snake, ' '); }

std::string screaming_case(const Name& name) {
  std::string out = name.snake;
  std::transform(out.begin(), out.end(), out.begin(), to_upper);
  return out;
}

Name plural(const Name& name) { return with_last_word(name, plural_word); }
Name singular(const Name& name) { return with_last_word(name, singular_word); }

Name joined(const Name& first, const Name& second) { return {first.snake + "_" + second.snake}; }

Name name_from(std::string_view spelling) {
  Name name;
  for (const char c : spelling) {
    if (is_upper(c) && !name.snake.empty() && name.snake.back() != '_') name.snake += '_';
    name.snake += c == '-' || c == ' ' ? '_' : to_lower(c);
  }
  return name;
}

}  // namespace plinth
