#include <algorithm>
#include <array>

#include "diagnostics/unicode.hpp"
#include "jinja/builtins.hpp"
#include "jinja/environment.hpp"
#include "jinja/letter_case.hpp"
#include "jinja/template_error.hpp"
#include "jinja/text_operations.hpp"
#include "jinja/value_text.hpp"

// Filters that write values in a notation: HTML, addresses, JSON.

namespace plinth::jinja {
namespace {

Value html(const std::string& text) {
  std::string out;
  append_html(text, out);
  return Value(std::move(out)).with_safety();
}

Value escape(const FilterCall& call) {
  no_arguments(call);
  return call.value.is_safe() ? call.value : html(text_of_input(call));
}

Value force_escape(const FilterCall& call) {
  no_arguments(call);
  return html(text_of_input(call));
}

Value safe(const FilterCall& call) {
  no_arguments(call);
  return Value(text_of_input(call)).with_safety();
}

Value striptags(const FilterCall& call) {
  no_arguments(call);
  std::string text = text_of_input(call);
  const auto remove = [&text](std::string_view open, std::string_view close) {
    std::size_t at = 0;
    while ((at = text.find(open, at)) != std::string::npos) {
      const std::size_t end = text.find(close, at + open.size());
      if (end == std::string::npos) return;
      text.erase(at, end + close.size() - at);
    }
  };
  remove("<!--", "-->");
  remove("<", ">");
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> entities{{{"&lt;", "<"},
                                                                                   {"&gt;", ">"},
                                                                                   {"&#34;", "\""},
                                                                                   {"&quot;", "\""},
                                                                                   {"&#39;", "'"},
                                                                                   {"&amp;", "&"}}};
  for (const auto& [entity, character] : entities) {
    text = replaced(text, entity, character, static_cast<std::size_t>(-1), site_of(call));
  }
  std::string out;
  for (std::string_view rest = trimmed(text); !rest.empty();) {
    const CodePoint point = decode_utf8(rest);
    if (!is_space(point.value)) {
      out += rest.substr(0, point.length);
    } else if (out.back() != ' ') {
      out += ' ';
    }
    rest.remove_prefix(point.length);
  }
  return Value(std::move(out)).with_taint(call.value.is_tainted());
}

bool is_unreserved(char c, bool keep_slash) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '.' || c == '-' || c == '~' || (keep_slash && c == '/');
}

/// Percent-encodes; a query has `+` for a blank.
std::string percent_encoded(std::string_view text, bool query) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c, !query)) {
      out += c;
    } else if (query && c == ' ') {
      out += '+';
    } else {
      const auto byte = static_cast<unsigned char>(c);
      ((out += '%') += digits[byte >> 4U]) += digits[byte & 15U];
    }
  }
  return out;
}

Value urlencode(const FilterCall& call) {
  no_arguments(call);
  const Site site = site_of(call);
  if (call.value.is_string() || !(call.value.is_map() || call.value.is_list())) {
    return percent_encoded(text_of_input(call), false);
  }
  std::string out;
  const auto add_pair = [&](const Value& key, const Value& value) {
    if (!out.empty()) out += '&';
    out += percent_encoded(printed(key, site), true) + "=" +
           percent_encoded(printed(value, site), true);
  };
  if (call.value.is_map()) {
    for (const auto& [key, value] : call.value.as_map()) add_pair(key, value);
  } else {
    for (const Value& pair : call.value.as_list()) {
      const List parts = items_of(pair, site);
      if (parts.size() != 2)
        call.fail("wrong-type", "`urlencode` wants pairs of a name and a value");
      add_pair(parts[0], parts[1]);
    }
  }
  return out;
}

Value xmlattr(const FilterCall& call) {
  const auto [space] = bind_arguments<1>(call, {"autospace"});
  if (!call.value.is_map()) {
    call.fail("wrong-type", "`xmlattr` wants a map, not " + describe_one(call.value));
  }
  const Site site = site_of(call);
  std::string out;
  for (const auto& [key, value] : call.value.as_map()) {
    if (value.is_none() || value.is_undefined()) continue;
    const std::string name = printed(key, site);
    if (name.find_first_of(" \t\n\r\f/>=") != std::string::npos) {
      call.fail("wrong-argument", quoted(name) + " is no name of an attribute");
    }
    if (!out.empty()) out += ' ';
    append_html(name, out);
    out += "=\"";
    if (value.is_safe()) {
      out += value.as_string();
    } else {
      append_html(printed(value, site), out);
    }
    out += '"';
  }
  if (!out.empty() && boolean_argument(call, space, true)) out.insert(0, 1, ' ');
  const Value result = std::move(out);
  return call.escape == Escape::Html ? result.with_safety() : result;
}

/// Python's `json.dumps` sorts keys and writes ASCII only, and Jinja2 adds HTML's dangers to that.
Value sorted_by_key(const Value& value, std::size_t depth) {
  if (depth > 100) return value;
  if (value.is_list()) {
    List items;
    for (const Value& item : value.as_list()) items.push_back(sorted_by_key(item, depth + 1));
    return items;
  }
  if (!value.is_map()) return value;
  std::vector<std::pair<Value, Value>> entries;
  for (const auto& [key, item] : value.as_map()) entries.emplace_back(key, item);
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return text_of(a.first, Spelling::Json) < text_of(b.first, Spelling::Json);
  });
  Map sorted;
  for (const auto& [key, item] : entries) sorted.set(key, sorted_by_key(item, depth + 1));
  return sorted;
}

std::string in_ascii(std::string_view json) {
  std::string out;
  while (!json.empty()) {
    const CodePoint point = decode_utf8(json);
    if (point.value < 0x80) {
      out += json.front();
    } else if (point.value < 0x10000) {
      out += escape_code_point("\\u", point.value, 4);
    } else {
      const char32_t rest = point.value - 0x10000;
      out += escape_code_point("\\u", 0xD800 + (rest >> 10U), 4);
      out += escape_code_point("\\u", 0xDC00 + (rest & 0x3FFU), 4);
    }
    json.remove_prefix(point.length);
  }
  return out;
}

Value tojson(const FilterCall& call) {
  const auto [indent] = bind_arguments<1>(call, {"indent"});
  const bool lines = indent != nullptr && !indent->is_none();
  const auto width = static_cast<int>(
      std::min<std::size_t>(size_argument(call, lines ? indent : nullptr, 0), 100));
  const bool plain = call.environment.options().plain_json;
  std::string out;
  const Value value = plain ? call.value : sorted_by_key(call.value, 0);
  if (!append_json(value, lines ? width : -1, !plain, out)) {
    call.fail("not-json",
              "this " + describe(call.value) + " holds something that cannot be written as JSON");
  }
  check_text_size(out.size(), site_of(call));
  const Value result = plain ? std::move(out) : in_ascii(out);
  return plain ? result : result.with_safety();
}

Value pprint(const FilterCall& call) {
  no_arguments(call);
  std::string out;
  const Options& options = call.environment.options();
  const Value value = options.plain_json ? call.value : sorted_by_key(call.value, 0);
  append_literal(value, options.spelling, out);
  return out;
}

/// Wraps what looks like an address into a link.
Value urlize(const FilterCall& call) {
  const auto [limit, nofollow, target, rel, schemes] =
      bind_arguments<5>(call, {"trim_url_limit", "nofollow", "target", "rel", "extra_schemes"});
  static_cast<void>(schemes);
  const bool limited = limit != nullptr && !limit->is_none();
  std::string attributes = " rel=\"";
  if (boolean_argument(call, nofollow, false)) attributes += "nofollow ";
  if (rel != nullptr && rel->is_string()) attributes.append(rel->as_string()).append(" ");
  attributes += "noopener\"";
  if (target != nullptr && target->is_string()) {
    append_html(target->as_string(), attributes += " target=\"");
    attributes += '"';
  }
  std::string out;
  const std::string text = text_of_input(call);
  for (std::string_view rest = text; !rest.empty();) {
    const bool space = is_space(decode_utf8(rest).value);
    std::size_t end = 0;
    while (end < rest.size() && is_space(decode_utf8(rest.substr(end)).value) == space) ++end;
    std::string_view word = rest.substr(0, end);
    rest.remove_prefix(end);
    const std::string_view whole = word;
    while (!word.empty() &&
           std::string_view(".,:;!?)]").find(word.back()) != std::string_view::npos) {
      word.remove_suffix(1);
    }
    const bool web = word.substr(0, 7) == "http://" || word.substr(0, 8) == "https://";
    const bool bare = word.substr(0, 4) == "www.";
    if (space || !(web || bare)) {
      append_html(whole, out);
      continue;
    }
    append_html(word, out += bare ? "<a href=\"https://" : "<a href=\"");
    out += "\"" + attributes + ">";
    const std::size_t longest = limited ? size_argument(call, limit, 0) : word.size();
    append_html(first_code_points(word, longest), out);
    if (longest < code_point_count(word)) out += "...";
    append_html(whole.substr(word.size()), out += "</a>");
  }
  return Value(std::move(out)).with_safety(call.escape == Escape::Html);
}

struct MarkupFilter {
  std::string_view name;
  Value (*apply)(const FilterCall&);
  FilterTraits traits = {};
};

constexpr std::array markup_filters{
    MarkupFilter{"e", escape},
    MarkupFilter{"escape", escape},
    MarkupFilter{"forceescape", force_escape},
    MarkupFilter{"safe", safe, {.takes_editions = true}},
    MarkupFilter{"striptags", striptags},
    MarkupFilter{"urlencode", urlencode},
    MarkupFilter{"urlize", urlize},
    MarkupFilter{"xmlattr", xmlattr},
    MarkupFilter{"tojson", tojson},
    MarkupFilter{"pprint", pprint},
};

}  // namespace

void add_markup_filters(Registry& registry) {
  for (const MarkupFilter& filter : markup_filters) {
    const std::string name(filter.name);
    registry.filters.insert_or_assign(name, FilterEntry{name, filter.apply, filter.traits});
  }
}

}  // namespace plinth::jinja
