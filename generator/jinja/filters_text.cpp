#include <algorithm>
#include <array>

#include "diagnostics/unicode.hpp"
#include "jinja/builtins.hpp"
#include "jinja/editions.hpp"
#include "jinja/environment.hpp"
#include "jinja/letter_case.hpp"
#include "jinja/printf_format.hpp"
#include "jinja/text_operations.hpp"
#include "jinja/value_text.hpp"

// Filters that make text of text. Each gets any value and takes it as it would be printed.

namespace plinth::jinja {
namespace {

Value like_input(const FilterCall& call, std::string text) {
  return marked_like(std::move(text), call.value);
}

Value upper(const FilterCall& call) {
  no_arguments(call);
  return like_input(call, upper_case(text_of_input(call)));
}

Value lower(const FilterCall& call) {
  no_arguments(call);
  return like_input(call, lower_case(text_of_input(call)));
}

Value capitalize(const FilterCall& call) {
  no_arguments(call);
  return like_input(call, capitalized(text_of_input(call)));
}

Value title(const FilterCall& call) {
  no_arguments(call);
  const std::string text = text_of_input(call);
  const auto separates = [](char32_t c) {
    return is_space(c) || c == '-' || c == '(' || c == '{' || c == '[' || c == '<';
  };
  std::string out;
  std::string_view rest = text;
  while (!rest.empty()) {
    std::size_t end = 0;
    const bool separator = separates(decode_utf8(rest).value);
    while (end < rest.size() && separates(decode_utf8(rest.substr(end)).value) == separator) {
      end += decode_utf8(rest.substr(end)).length;
    }
    out += separator ? std::string(rest.substr(0, end)) : capitalized(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  return like_input(call, std::move(out));
}

Value string(const FilterCall& call) {
  no_arguments(call);
  return call.value.is_string() ? call.value : Value(text_of_input(call));
}

Value trim(const FilterCall& call) {
  const auto [characters] = bind_arguments<1>(call, {"chars"});
  const bool is_text = call.value.is_string();
  const std::string made = is_text ? std::string() : text_of_input(call);
  const std::string_view text = is_text ? call.value.as_string() : made;
  const bool spaces = characters == nullptr || characters->is_none();
  const std::string_view kept =
      spaces ? trimmed(text) : stripped(text, text_argument(call, characters, ""), true, true);
  if (spaces && has_marks_at_ends(kept)) {
    std::string marked(kept);
    trim_editions(marked, 0);
    return like_input(call, std::move(marked));
  }
  if (is_text && kept.size() == text.size()) return call.value;
  return like_input(call, std::string(kept));
}

void trim_in_place(std::string& out, std::size_t begin) {
  const std::string_view text = std::string_view(out).substr(begin);
  const std::string_view kept = trimmed(text);
  const auto leading = kept.empty() ? 0 : static_cast<std::size_t>(kept.data() - text.data());
  out.resize(begin + leading + kept.size());
  out.erase(begin, leading);
  if (has_marks_at_ends(std::string_view(out).substr(begin))) trim_editions(out, begin);
}

Value replace(const FilterCall& call) {
  const auto [old, with, count] = bind_arguments<3>(call, {"old", "new", "count"}, 2);
  const Site site = site_of(call);
  const bool all = count == nullptr || count->is_none();
  const std::int64_t limit = all ? -1 : integer_argument(call, count, -1);
  const auto most = limit < 0 ? static_cast<std::size_t>(-1) : static_cast<std::size_t>(limit);
  if (call.escape != Escape::Html) {
    return like_input(
        call, replaced(text_of_input(call), printed(*old, site), printed(*with, site), most, site));
  }
  const auto escaped = [&](const Value& value) {
    std::string text;
    if (value.is_safe()) return printed(value, site);
    append_html(printed(value, site), text);
    return text;
  };
  const bool safe = call.value.is_safe() || old->is_safe() || with->is_safe();
  if (!safe) {
    return replaced(text_of_input(call), printed(*old, site), printed(*with, site), most, site);
  }
  return Value(replaced(escaped(call.value), escaped(*old), escaped(*with), most, site))
      .with_safety();
}

Value center(const FilterCall& call) {
  const auto [width] = bind_arguments<1>(call, {"width"});
  return like_input(call, padded(text_of_input(call), size_argument(call, width, 80), " ",
                                 Alignment::Centre, site_of(call)));
}

Value indent(const FilterCall& call) {
  const auto [width, first, blank] = bind_arguments<3>(call, {"width", "first", "blank"});
  const Site site = site_of(call);
  std::string indentation;
  if (width != nullptr && width->is_string()) {
    indentation = width->as_string();
  } else {
    const std::size_t blanks = size_argument(call, width, 4);
    check_text_size(blanks, site);
    indentation.assign(blanks, ' ');
  }
  return like_input(call,
                    indented(text_of_input(call), indentation, boolean_argument(call, first, false),
                             boolean_argument(call, blank, false), site));
}

Value truncate(const FilterCall& call) {
  const auto [length, kill_words, end, leeway] =
      bind_arguments<4>(call, {"length", "killwords", "end", "leeway"});
  const std::string text = text_of_input(call);
  const std::size_t longest = size_argument(call, length, 255);
  const std::string_view ending = text_argument(call, end, "...");
  const std::size_t tolerance =
      leeway == nullptr || leeway->is_none() ? 5 : size_argument(call, leeway, 5);
  const std::size_t ending_length = code_point_count(ending);
  if (longest < ending_length) {
    call.fail("wrong-argument", "`truncate` wants a length of at least " +
                                    std::to_string(ending_length) + ", that of its ending");
  }
  const std::size_t size = code_point_count(text);
  if (size <= longest || size - longest <= tolerance) return call.value;
  std::string_view kept = first_code_points(text, longest - ending_length);
  if (!boolean_argument(call, kill_words, false)) {
    const std::size_t space = kept.rfind(' ');
    if (space != std::string_view::npos) kept = kept.substr(0, space);
  }
  return like_input(call, std::string(kept).append(ending));
}

Value wordcount(const FilterCall& call) {
  no_arguments(call);
  const std::string text = text_of_input(call);
  std::size_t words = 0;
  bool inside = false;
  for (std::string_view rest = text; !rest.empty();) {
    const CodePoint point = decode_utf8(rest);
    const bool word =
        is_letter(point.value) || point.value == '_' || (point.value >= '0' && point.value <= '9');
    if (word && !inside) ++words;
    inside = word;
    rest.remove_prefix(point.length);
  }
  return words;
}

Value wordwrap(const FilterCall& call) {
  const auto [width, break_long, wrap_string, break_hyphens] =
      bind_arguments<4>(call, {"width", "break_long_words", "wrapstring", "break_on_hyphens"});
  const Wrapping wrapping{size_argument(call, width, 79), boolean_argument(call, break_long, true),
                          boolean_argument(call, break_hyphens, true)};
  if (wrapping.width == 0) call.fail("wrong-argument", "`wordwrap` wants a width of at least 1");
  const bool plain = wrap_string == nullptr || wrap_string->is_none();
  const std::string_view between = plain ? "\n" : text_argument(call, wrap_string, "\n");
  const std::string text = text_of_input(call);
  check_text_product(between.size(), text.size(), site_of(call));
  std::string out;
  bool first = true;
  for (const std::string_view line : lines_of(text)) {
    std::vector<std::string> parts = wrapped_line(line, wrapping);
    if (parts.empty()) parts.emplace_back();
    for (const std::string& part : parts) {
      if (!std::exchange(first, false)) out += between;
      out += part;
    }
  }
  return like_input(call, std::move(out));
}

Value format(const FilterCall& call) {
  if (!call.positional.empty() && !call.keyword.empty()) {
    call.fail("wrong-argument", "`format` takes arguments with names or without, not both");
  }
  const Value text = marked_like(text_of_input(call), call.value);
  if (call.keyword.empty()) {
    return format_printf(text, Value::tuple(List(call.positional.begin(), call.positional.end())),
                         site_of(call));
  }
  Map entries;
  for (const KeywordArgument& argument : call.keyword) entries.set(argument.name, argument.value);
  return format_printf(text, entries, site_of(call));
}

struct TextFilter {
  std::string_view name;
  Value (*apply)(const FilterCall&);
  bool takes_editions = false;
  void (*in_place)(std::string& out, std::size_t begin) = nullptr;  // see FilterTraits
};

constexpr std::array text_filters{
    TextFilter{"upper", upper},           TextFilter{"lower", lower},
    TextFilter{"capitalize", capitalize}, TextFilter{"title", title},
    TextFilter{"string", string, true},   TextFilter{"trim", trim, true, trim_in_place},
    TextFilter{"replace", replace},       TextFilter{"center", center},
    TextFilter{"indent", indent, true},   TextFilter{"truncate", truncate},
    TextFilter{"wordcount", wordcount},   TextFilter{"wordwrap", wordwrap},
    TextFilter{"format", format},
};

}  // namespace

void add_text_filters(Registry& registry) {
  for (const TextFilter& filter : text_filters) {
    const std::string name(filter.name);
    FilterTraits traits;
    traits.takes_editions = filter.takes_editions;
    traits.in_place = filter.in_place;
    registry.filters.insert_or_assign(name, FilterEntry{name, filter.apply, traits});
  }
}

}  // namespace plinth::jinja
