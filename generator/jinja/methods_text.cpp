#include <algorithm>
#include <array>
#include <functional>

#include "diagnostics/unicode.hpp"
#include "jinja/builtins.hpp"
#include "jinja/environment.hpp"
#include "jinja/letter_case.hpp"
#include "jinja/method.hpp"
#include "jinja/method_tables.hpp"
#include "jinja/number_text.hpp"
#include "jinja/printf_format.hpp"
#include "jinja/template_error.hpp"
#include "jinja/text_operations.hpp"
#include "jinja/value_text.hpp"

// The methods that Python gives to text.

namespace plinth::jinja {
namespace {

constexpr auto all = static_cast<std::size_t>(-1);

std::string_view receiver(const FilterCall& call) { return call.value.as_string(); }

Value like_receiver(const FilterCall& call, std::string_view text) {
  return marked_like(std::string(text), call.value);
}

Value upper(const FilterCall& call) {
  no_arguments(call);
  return like_receiver(call, upper_case(receiver(call)));
}

Value lower(const FilterCall& call) {
  no_arguments(call);
  return like_receiver(call, lower_case(receiver(call)));
}

Value capitalize(const FilterCall& call) {
  no_arguments(call);
  return like_receiver(call, capitalized(receiver(call)));
}

/// Each word of letters in lower case with a capital first.
Value title(const FilterCall& call) {
  no_arguments(call);
  std::string out;
  bool inside = false;
  for (std::string_view rest = receiver(call); !rest.empty();) {
    const std::string_view character = first_code_points(rest, 1);
    const char32_t value = decode_utf8(rest).value;
    const bool cased = is_upper(value) || is_lower(value);
    out += inside ? lower_case(character) : upper_case(character);
    inside = cased;
    rest.remove_prefix(character.size());
  }
  return like_receiver(call, out);
}

Value swapcase(const FilterCall& call) {
  no_arguments(call);
  std::string out;
  for (std::string_view rest = receiver(call); !rest.empty();) {
    const std::string_view character = first_code_points(rest, 1);
    out += is_upper(decode_utf8(rest).value) ? lower_case(character) : upper_case(character);
    rest.remove_prefix(character.size());
  }
  return like_receiver(call, out);
}

Value strip_sides(const FilterCall& call, bool left, bool right) {
  const auto [characters] = bind_arguments<1>(call, {"chars"});
  if (characters == nullptr || characters->is_none()) {
    return like_receiver(call, trimmed(receiver(call), left, right));
  }
  return like_receiver(call,
                       stripped(receiver(call), text_argument(call, characters, ""), left, right));
}

Value strip(const FilterCall& call) { return strip_sides(call, true, true); }
Value lstrip(const FilterCall& call) { return strip_sides(call, true, false); }
Value rstrip(const FilterCall& call) { return strip_sides(call, false, true); }

// Splitting.

void split_at_blanks(std::string_view text, std::size_t most,
                     std::vector<std::string_view>& parts) {
  for (text = trimmed(text, true, false); !text.empty(); text = trimmed(text, true, false)) {
    if (parts.size() == most) {
      parts.push_back(text);
      return;
    }
    std::size_t end = 0;
    while (end < text.size() && !is_space(decode_utf8(text.substr(end)).value)) {
      end += decode_utf8(text.substr(end)).length;
    }
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

void split_at_blanks_from_right(std::string_view text, std::size_t most,
                                std::vector<std::string_view>& parts) {
  for (text = trimmed(text, false, true); !text.empty(); text = trimmed(text, false, true)) {
    if (parts.size() == most) {
      parts.push_back(text);
      break;
    }
    std::size_t begin = text.size();
    while (begin > 0 &&
           trimmed(text.substr(begin - 1), true, false).size() == text.size() - begin + 1) {
      --begin;
    }
    parts.push_back(text.substr(begin));
    text = text.substr(0, begin);
  }
  std::reverse(parts.begin(), parts.end());
}

void split_at(std::string_view text, std::string_view separator, std::size_t most, bool from_right,
              std::vector<std::string_view>& parts) {
  while (parts.size() < most) {
    const std::size_t at = from_right ? text.rfind(separator) : text.find(separator);
    if (at == std::string_view::npos) break;
    parts.push_back(from_right ? text.substr(at + separator.size()) : text.substr(0, at));
    text = from_right ? text.substr(0, at) : text.substr(at + separator.size());
  }
  parts.push_back(text);
  if (from_right) std::reverse(parts.begin(), parts.end());
}

Value split_from(const FilterCall& call, bool from_right) {
  const auto [separator, count] = bind_arguments<2>(call, {"sep", "maxsplit"});
  const std::int64_t limit = integer_argument(call, count, -1);
  const std::size_t most = limit < 0 ? all : static_cast<std::size_t>(limit);
  std::vector<std::string_view> parts;
  if (separator != nullptr && !separator->is_none()) {
    const std::string_view between = text_argument(call, separator, "");
    if (between.empty()) call.fail("wrong-argument", "a text cannot be split at nothing");
    split_at(receiver(call), between, most, from_right, parts);
  } else if (from_right) {
    split_at_blanks_from_right(receiver(call), most, parts);
  } else {
    split_at_blanks(receiver(call), most, parts);
  }
  List items;
  for (const std::string_view part : parts) items.push_back(like_receiver(call, part));
  return items;
}

Value split(const FilterCall& call) { return split_from(call, false); }
Value rsplit(const FilterCall& call) { return split_from(call, true); }

Value splitlines(const FilterCall& call) {
  const auto [keep_ends] = bind_arguments<1>(call, {"keepends"});
  List items;
  for (const std::string_view line :
       lines_of(receiver(call), boolean_argument(call, keep_ends, false))) {
    items.push_back(like_receiver(call, line));
  }
  return items;
}

Value partition_at(const FilterCall& call, bool from_right) {
  const auto [separator] = bind_arguments<1>(call, {"sep"}, 1);
  const std::string_view between = text_argument(call, separator, "");
  if (between.empty()) call.fail("wrong-argument", "a text cannot be split at nothing");
  const std::string_view text = receiver(call);
  const std::size_t at = from_right ? text.rfind(between) : text.find(between);
  if (at == std::string_view::npos) {
    return from_right ? Value::tuple({"", "", call.value}) : Value::tuple({call.value, "", ""});
  }
  return Value::tuple({like_receiver(call, text.substr(0, at)), *separator,
                       like_receiver(call, text.substr(at + between.size()))});
}

Value partition(const FilterCall& call) { return partition_at(call, false); }
Value rpartition(const FilterCall& call) { return partition_at(call, true); }

Value join(const FilterCall& call) {
  const auto [items] = bind_arguments<1>(call, {"iterable"}, 1);
  const Site site = site_of(call);
  std::string out;
  bool first = true;
  for (const Value& item : items_of(*items, site)) {
    if (!item.is_string()) {
      call.fail("wrong-type", "`join` of a text joins texts, not " + describe_one(item),
                "the filter `| join` joins values of any kind");
    }
    if (!std::exchange(first, false)) out += receiver(call);
    out += item.as_string();
    check_text_size(out.size(), site);
  }
  return like_receiver(call, out);
}

// Searching. Places count code points.

struct Part {
  std::string_view text;
  std::size_t before = 0;  // code points cut off in front
};

Part part_of(const FilterCall& call, const Value* start, const Value* end) {
  const std::string_view text = receiver(call);
  if (start == nullptr && end == nullptr) return {text, 0};
  const auto size = static_cast<std::int64_t>(code_point_count(text));
  const auto place = [&](const Value* argument, std::int64_t otherwise) {
    const bool none = argument == nullptr || argument->is_none();
    std::int64_t at = none ? otherwise : integer_argument(call, argument, otherwise);
    if (at < 0) at += size;
    return static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, size));
  };
  const std::size_t from = place(start, 0);
  const std::size_t to = std::max(place(end, size), from);
  const std::size_t skipped = first_code_points(text, from).size();
  return {first_code_points(text.substr(skipped), to - from), from};
}

std::int64_t place_of(const FilterCall& call, bool from_right) {
  const auto [wanted, start, end] = bind_arguments<3>(call, {"sub", "start", "end"}, 1);
  const Part part = part_of(call, start, end);
  const std::string_view what = text_argument(call, wanted, "");
  const std::size_t at = from_right ? part.text.rfind(what) : part.text.find(what);
  if (at == std::string_view::npos) return -1;
  return static_cast<std::int64_t>(part.before + code_point_count(part.text.substr(0, at)));
}

Value find(const FilterCall& call) { return place_of(call, false); }
Value rfind(const FilterCall& call) { return place_of(call, true); }

Value require_place(const FilterCall& call, bool from_right) {
  const std::int64_t place = place_of(call, from_right);
  if (place < 0) call.fail("not-found", "the text does not occur; `find` gives -1 then");
  return place;
}

Value index(const FilterCall& call) { return require_place(call, false); }
Value rindex(const FilterCall& call) { return require_place(call, true); }

Value count(const FilterCall& call) {
  const auto [wanted, start, end] = bind_arguments<3>(call, {"sub", "start", "end"}, 1);
  const Part part = part_of(call, start, end);
  const std::string_view what = text_argument(call, wanted, "");
  if (what.empty()) return code_point_count(part.text) + 1;
  std::size_t found = 0;
  for (std::size_t at = part.text.find(what); at != std::string_view::npos;
       at = part.text.find(what, at + what.size())) {
    ++found;
  }
  return found;
}

bool has_affix(const FilterCall& call, bool prefix) {
  const auto [affix, start, end] = bind_arguments<3>(call, {"affix", "start", "end"}, 1);
  const std::string_view text = part_of(call, start, end).text;
  const auto matches = [&](const Value& candidate) {
    const std::string_view what = text_argument(call, &candidate, "");
    if (what.size() > text.size()) return false;
    return (prefix ? text.substr(0, what.size()) : text.substr(text.size() - what.size())) == what;
  };
  if (!affix->is_tuple()) return matches(*affix);
  return std::any_of(affix->as_list().begin(), affix->as_list().end(), matches);
}

Value startswith(const FilterCall& call) { return has_affix(call, true); }
Value endswith(const FilterCall& call) { return has_affix(call, false); }

// Changing.

Value replace(const FilterCall& call) {
  const auto [old, with, limit] = bind_arguments<3>(call, {"old", "new", "count"}, 2);
  const std::int64_t most = integer_argument(call, limit, -1);
  return like_receiver(
      call, replaced(receiver(call), text_argument(call, old, ""), text_argument(call, with, ""),
                     most < 0 ? all : static_cast<std::size_t>(most), site_of(call)));
}

Value removeprefix(const FilterCall& call) {
  const auto [prefix] = bind_arguments<1>(call, {"prefix"}, 1);
  const std::string_view what = text_argument(call, prefix, "");
  const std::string_view text = receiver(call);
  return like_receiver(call, text.substr(0, what.size()) == what ? text.substr(what.size()) : text);
}

Value removesuffix(const FilterCall& call) {
  const auto [suffix] = bind_arguments<1>(call, {"suffix"}, 1);
  const std::string_view what = text_argument(call, suffix, "");
  const std::string_view text = receiver(call);
  const bool ends = what.size() <= text.size() && text.substr(text.size() - what.size()) == what;
  return like_receiver(call, ends ? text.substr(0, text.size() - what.size()) : text);
}

Value pad(const FilterCall& call, Alignment alignment) {
  const auto [width, fill] = bind_arguments<2>(call, {"width", "fillchar"}, 1);
  const std::string_view character = text_argument(call, fill, " ");
  if (code_point_count(character) != 1) {
    call.fail("wrong-argument", "a text is filled with one character");
  }
  return like_receiver(call, padded(receiver(call), size_argument(call, width, 0), character,
                                    alignment, site_of(call)));
}

Value ljust(const FilterCall& call) { return pad(call, Alignment::Left); }
Value rjust(const FilterCall& call) { return pad(call, Alignment::Right); }
Value center(const FilterCall& call) { return pad(call, Alignment::Centre); }

Value zfill(const FilterCall& call) {
  const auto [width] = bind_arguments<1>(call, {"width"}, 1);
  std::string_view text = receiver(call);
  const bool sign = !text.empty() && (text[0] == '-' || text[0] == '+');
  const std::size_t wanted = size_argument(call, width, 0);
  const std::string_view digits = text.substr(sign ? 1 : 0);
  return like_receiver(call,
                       std::string(text.substr(0, sign ? 1 : 0)) +
                           padded(digits, wanted - std::min<std::size_t>(wanted, sign ? 1 : 0), "0",
                                  Alignment::Right, site_of(call)));
}

Value expandtabs(const FilterCall& call) {
  const auto [size] = bind_arguments<1>(call, {"tabsize"});
  const std::size_t width = size_argument(call, size, 8);
  check_text_product(width + 1, receiver(call).size(), site_of(call));
  std::string out;
  std::size_t column = 0;
  for (const char c : receiver(call)) {
    if (c == '\t') {
      const std::size_t blanks = width == 0 ? 0 : width - column % width;
      out.append(blanks, ' ');
      column += blanks;
      continue;
    }
    out += c;
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (c == '\n' || c == '\r') {
      column = 0;
    } else if (!continues) {
      ++column;
    }
  }
  return like_receiver(call, out);
}

Value format(const FilterCall& call) {
  Map keyword;
  for (const KeywordArgument& argument : call.keyword) keyword.set(argument.name, argument.value);
  return format_braces(call.value, List(call.positional.begin(), call.positional.end()), keyword,
                       site_of(call));
}

// Questions. All of them are false for an empty text.

template <typename Question>
Value every(const FilterCall& call, Question question) {
  no_arguments(call);
  std::string_view rest = receiver(call);
  if (rest.empty()) return false;
  while (!rest.empty()) {
    const CodePoint point = decode_utf8(rest);
    if (!question(point.value)) return false;
    rest.remove_prefix(point.length);
  }
  return true;
}

bool digit(char32_t c) { return c >= '0' && c <= '9'; }

Value isdigit(const FilterCall& call) { return every(call, digit); }
Value isalpha(const FilterCall& call) { return every(call, is_letter); }
Value isalnum(const FilterCall& call) {
  return every(call, [](char32_t c) { return digit(c) || is_letter(c); });
}
Value isspace(const FilterCall& call) { return every(call, is_space); }
Value isascii(const FilterCall& call) {
  no_arguments(call);
  return std::all_of(receiver(call).begin(), receiver(call).end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}
Value isidentifier(const FilterCall& call) {
  const std::string_view text = receiver(call);
  if (!text.empty() && digit(static_cast<unsigned char>(text.front()))) return false;
  return every(call, [](char32_t c) { return c == '_' || digit(c) || is_letter(c); });
}

/// No letter of the other case, and at least one of this one.
Value in_case(const FilterCall& call, bool upper_wanted) {
  no_arguments(call);
  bool any = false;
  for (std::string_view rest = receiver(call); !rest.empty();) {
    const CodePoint point = decode_utf8(rest);
    const bool wanted = upper_wanted ? is_upper(point.value) : is_lower(point.value);
    const bool other = upper_wanted ? is_lower(point.value) : is_upper(point.value);
    if (other && !wanted) return false;
    any = any || wanted;
    rest.remove_prefix(point.length);
  }
  return any;
}

Value isupper(const FilterCall& call) { return in_case(call, true); }
Value islower(const FilterCall& call) { return in_case(call, false); }

Value istitle(const FilterCall& call) {
  const Value titled = title(call);
  const bool cased = islower(call).as_boolean() || isupper(call).as_boolean() ||
                     upper_case(receiver(call)) != lower_case(receiver(call));
  return cased && titled.as_string() == receiver(call);
}

constexpr std::array methods{
    Method{"capitalize", capitalize},
    Method{"casefold", lower},
    Method{"center", center},
    Method{"count", count},
    Method{"endswith", endswith},
    Method{"expandtabs", expandtabs},
    Method{"find", find},
    Method{"format", format},
    Method{"index", index},
    Method{"isalnum", isalnum},
    Method{"isalpha", isalpha},
    Method{"isascii", isascii},
    Method{"isdecimal", isdigit},
    Method{"isdigit", isdigit},
    Method{"isidentifier", isidentifier},
    Method{"islower", islower},
    Method{"isnumeric", isdigit},
    Method{"isspace", isspace},
    Method{"istitle", istitle},
    Method{"isupper", isupper},
    Method{"join", join},
    Method{"ljust", ljust},
    Method{"lower", lower},
    Method{"lstrip", lstrip},
    Method{"partition", partition},
    Method{"removeprefix", removeprefix},
    Method{"removesuffix", removesuffix},
    Method{"replace", replace},
    Method{"rfind", rfind},
    Method{"rindex", rindex},
    Method{"rjust", rjust},
    Method{"rpartition", rpartition},
    Method{"rsplit", rsplit},
    Method{"rstrip", rstrip},
    Method{"split", split},
    Method{"splitlines", splitlines},
    Method{"startswith", startswith},
    Method{"strip", strip},
    Method{"swapcase", swapcase},
    Method{"title", title},
    Method{"upper", upper},
    Method{"zfill", zfill},
};

}  // namespace

std::span<const Method> text_methods() { return methods; }

}  // namespace plinth::jinja
