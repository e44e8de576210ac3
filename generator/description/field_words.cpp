#include "description/field_words.hpp"

#include <algorithm>

namespace plinth {
namespace {

struct ForeignWord {
  std::string_view word;
  std::string_view advice;
};

constexpr std::string_view required = "a field is required unless its type ends in `?`";
constexpr std::string_view absent = "`?` directly behind the type says that a field may be absent";
constexpr std::string_view fallback = "a default is written `= value`, last on the line";

constexpr std::array foreign_words{
    ForeignWord{"required", required},
    ForeignWord{"not", required},
    ForeignWord{"nullable", absent},
    ForeignWord{"optional", absent},
    ForeignWord{"null", absent},
    ForeignWord{"default", fallback},
    ForeignWord{"hidden", "`internal` fields are in no request and in no response"},
    ForeignWord{"primary", "every resource has a field `id`, its primary key, already"},
    ForeignWord{"references", "a reference is written `-> resource`"},
    ForeignWord{"filter", "a key of the resource: `filter: [name]`"},
    ForeignWord{"search", "a key of the resource: `search: [name]`"},
    ForeignWord{"sort", "a key of the resource: `sort: [name]`"},
    ForeignWord{"index", "a key of the resource: `index: name + other`"},
    ForeignWord{"on", "`on delete restrict`, `on delete cascade` or `on delete null`"},
};

}  // namespace

const FieldWord* find_field_word(std::string_view word) {
  const auto found = std::find_if(field_words.begin(), field_words.end(),
                                  [word](const FieldWord& row) { return row.word == word; });
  return found == field_words.end() ? nullptr : &*found;
}

std::string_view advice_for_foreign_word(std::string_view word) {
  const auto found = std::find_if(foreign_words.begin(), foreign_words.end(),
                                  [word](const ForeignWord& row) { return row.word == word; });
  return found == foreign_words.end() ? std::string_view{} : found->advice;
}

}  // namespace plinth
