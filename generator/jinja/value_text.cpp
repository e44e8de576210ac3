#include "jinja/value_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "diagnostics/unicode.hpp"
#include "jinja/callable.hpp"

namespace plinth::jinja {
namespace {

constexpr std::size_t deepest_text = 100;

void append_integer(std::int64_t number, std::string& out) {
  std::array<char, 24> buffer;
  const auto end = std::to_chars(buffer.begin(), buffer.end(), number);
  out.append(buffer.data(), end.ptr);
}

bool is_printable(const CodePoint& point) {
  return point.valid && !is_control(point.value) && !is_bidi_control(point.value) &&
         !is_invisible(point.value) && point.value != 0xA0 && point.value != 0x2028 &&
         point.value != 0x2029;
}

void append_python_escape(const CodePoint& point, char byte, std::string& out) {
  if (!point.valid) {
    out += escape_code_point("\\x", static_cast<unsigned char>(byte), 2);
  } else if (point.value < 0x100) {
    out += escape_code_point("\\x", point.value, 2);
  } else if (point.value < 0x10000) {
    out += escape_code_point("\\u", point.value, 4);
  } else {
    out += escape_code_point("\\U", point.value, 8);
  }
}

/// Python's repr: single quotes unless the text has some and no double ones.
void append_python_text(std::string_view text, std::string& out) {
  const bool single = text.find('\'') != std::string_view::npos;
  const char quote = single && text.find('"') == std::string_view::npos ? '"' : '\'';
  out += quote;
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    const std::string_view bytes = text.substr(0, point.length);
    text.remove_prefix(point.length);
    switch (point.value) {
      case '\n':
        out += "\\n";
        continue;
      case '\r':
        out += "\\r";
        continue;
      case '\t':
        out += "\\t";
        continue;
      case '\\':
        out += "\\\\";
        continue;
      default:
        break;
    }
    if (bytes.front() == quote) {
      (out += '\\') += quote;
    } else if (is_printable(point)) {
      out += bytes;
    } else {
      append_python_escape(point, bytes.front(), out);
    }
  }
  out += quote;
}

void append_json_character(unsigned char c, bool html, std::string& out) {
  const bool escaped_for_html = html && (c == '<' || c == '>' || c == '&' || c == '\'');
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    default:
      break;
  }
  if (c < 0x20 || c == 0x7F || escaped_for_html) {
    out += escape_code_point("\\u", c, 4);
  } else {
    out += static_cast<char>(c);
  }
}

/// Bytes that are no UTF-8 become U+FFFD: JSON cannot say them.
void append_json_text(std::string_view text, bool html, std::string& out) {
  out += '"';
  while (!text.empty()) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) {
      append_json_character(lead, html, out);
      text.remove_prefix(1);
      continue;
    }
    const CodePoint point = decode_utf8(text);
    out += point.valid ? std::string(text.substr(0, point.length)) : encode_utf8(0xFFFD);
    text.remove_prefix(point.length);
  }
  out += '"';
}

class TextWriter {
 public:
  TextWriter(Spelling spelling, std::string& out) : spelling_(spelling), out_(out) {}

  void literal(const Value& value, std::size_t depth) {
    switch (value.kind()) {
      case Kind::String:
        if (spelling_ == Spelling::Python) {
          append_python_text(value.as_string(), out_);
        } else {
          append_json_text(value.as_string(), false, out_);
        }
        return;
      case Kind::List:
        list(value, depth);
        return;
      case Kind::Map:
        map(value, depth);
        return;
      case Kind::Undefined:
        out_ += spelling_ == Spelling::Python ? "Undefined" : "null";
        return;
      default:
        append_text(value, spelling_, out_);
    }
  }

 private:
  void list(const Value& value, std::size_t depth) {
    const bool parentheses = value.is_tuple() && spelling_ == Spelling::Python;
    if (depth > deepest_text) {
      out_ += "[...]";
      return;
    }
    out_ += parentheses ? '(' : '[';
    const List& items = value.as_list();
    for (std::size_t at = 0; at < items.size(); ++at) {
      if (at > 0) out_ += ", ";
      literal(items[at], depth + 1);
    }
    if (parentheses && items.size() == 1) out_ += ',';
    out_ += parentheses ? ')' : ']';
  }

  void map(const Value& value, std::size_t depth) {
    if (depth > deepest_text) {
      out_ += "{...}";
      return;
    }
    out_ += '{';
    bool first = true;
    for (const auto& [key, item] : value.as_map()) {
      if (!first) out_ += ", ";
      first = false;
      literal(key, depth + 1);
      out_ += ": ";
      literal(item, depth + 1);
    }
    out_ += '}';
  }

  Spelling spelling_;
  std::string& out_;
};

class JsonWriter {
 public:
  JsonWriter(int indent, bool html, std::string& out) : indent_(indent), html_(html), out_(out) {}

  bool write(const Value& value, std::size_t depth) {
    if (depth > deepest_text) return false;
    switch (value.kind()) {
      case Kind::Undefined:
      case Kind::Callable:
        return false;
      case Kind::Real:
        if (!std::isfinite(value.as_real())) return false;
        append_real(value.as_real(), out_);
        return true;
      case Kind::String:
        append_json_text(value.as_string(), html_, out_);
        return true;
      case Kind::List:
        return list(value.as_list(), depth);
      case Kind::Map:
        return map(value.as_map(), depth);
      default:
        append_text(value, Spelling::Json, out_);
        return true;
    }
  }

 private:
  bool list(const List& items, std::size_t depth) {
    out_ += '[';
    for (std::size_t at = 0; at < items.size(); ++at) {
      if (at > 0) out_ += indent_ < 0 ? ", " : ",";
      line(depth + 1);
      if (!write(items[at], depth + 1)) return false;
    }
    if (!items.empty()) line(depth);
    out_ += ']';
    return true;
  }

  bool map(const Map& entries, std::size_t depth) {
    out_ += '{';
    for (std::size_t at = 0; at < entries.size(); ++at) {
      if (at > 0) out_ += indent_ < 0 ? ", " : ",";
      line(depth + 1);
      append_json_text(text_of(entries[at].key, Spelling::Json), html_, out_);
      out_ += ": ";
      if (!write(entries[at].value, depth + 1)) return false;
    }
    if (!entries.empty()) line(depth);
    out_ += '}';
    return true;
  }

  void line(std::size_t depth) {
    if (indent_ < 0) return;
    out_ += '\n';
    out_.append(depth * static_cast<std::size_t>(indent_), ' ');
  }

  int indent_;
  bool html_;
  std::string& out_;
};

bool taint_inside(const Value& value, std::size_t depth) {
  if (value.is_tainted()) return true;
  if (depth > deepest_text) return true;  // nobody prints what is that deep; be careful with it
  if (value.is_list()) {
    for (const Value& item : value.as_list()) {
      if (taint_inside(item, depth + 1)) return true;
    }
  } else if (value.is_map()) {
    for (const auto& [key, item] : value.as_map()) {
      if (taint_inside(key, depth + 1) || taint_inside(item, depth + 1)) return true;
    }
  }
  return false;
}

Value tainted_copy(const Value& value, std::size_t depth) {
  if (value.is_string()) return value.with_taint();
  if (depth > deepest_text) return Value();
  if (value.is_list()) {
    List items;
    items.reserve(value.size());
    for (const Value& item : value.as_list()) items.push_back(tainted_copy(item, depth + 1));
    return value.is_tuple() ? Value::tuple(std::move(items)) : Value(std::move(items));
  }
  if (value.is_map()) {
    Map entries;
    for (const auto& [key, item] : value.as_map()) {
      entries.set(tainted_copy(key, depth + 1), tainted_copy(item, depth + 1));
    }
    return entries;
  }
  return value;
}

}  // namespace

void append_real(double number, std::string& out) {
  if (std::isnan(number)) {
    out += "nan";
    return;
  }
  if (std::isinf(number)) {
    out += number < 0 ? "-inf" : "inf";
    return;
  }
  const double size = std::fabs(number);
  const bool fixed = size == 0 || (size >= 1e-4 && size < 1e16);
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.begin(), buffer.end(), number,
                                 fixed ? std::chars_format::fixed : std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  out += text;
  if (fixed && text.find('.') == std::string_view::npos) out += ".0";
}

void append_text(const Value& value, Spelling spelling, std::string& out) {
  const bool python = spelling == Spelling::Python;
  switch (value.kind()) {
    case Kind::Undefined:
      return;
    case Kind::None:
      out += python ? "None" : "null";
      return;
    case Kind::Boolean:
      if (value.as_boolean()) {
        out += python ? "True" : "true";
      } else {
        out += python ? "False" : "false";
      }
      return;
    case Kind::Integer:
      append_integer(value.as_integer(), out);
      return;
    case Kind::Real:
      append_real(value.as_real(), out);
      return;
    case Kind::String:
      out += value.as_string();
      return;
    case Kind::List:
    case Kind::Map:
      append_literal(value, spelling, out);
      return;
    case Kind::Callable:
      if (const auto* module = callable_as<Module>(value)) {
        out += module->text.as_string();
      } else {
        out += "<" + describe_callable(value) + ">";
      }
      return;
  }
}

std::string text_of(const Value& value, Spelling spelling) {
  std::string out;
  append_text(value, spelling, out);
  return out;
}

void append_literal(const Value& value, Spelling spelling, std::string& out) {
  TextWriter(spelling, out).literal(value, 0);
}

bool contains_taint(const Value& value) { return taint_inside(value, 0); }

Value taint_everything(const Value& value) { return tainted_copy(value, 0); }

std::string describe(const Value& value) {
  return value.is_callable() ? describe_callable(value) : std::string(kind_name(value.kind()));
}

std::string describe_one(const Value& value) {
  const std::string described = describe(value);
  if (value.is_none()) return described;
  const bool vowel = std::string_view("aeiou").find(described[0]) != std::string_view::npos;
  return (vowel ? "an " : "a ") + described;
}

std::string describe_callable(const Value& value) {
  const auto quoted = [](std::string_view what, std::string_view name) {
    return std::string(what) + " `" + std::string(name) + "`";
  };
  if (const auto* function = callable_as<NativeFunction>(value)) {
    return quoted("function", function->name);
  }
  if (const auto* module = callable_as<Module>(value)) return quoted("module", module->name);
  if (callable_as<Macro>(value) != nullptr) return "macro";
  if (callable_as<BoundMethod>(value) != nullptr) return "method";
  if (callable_as<Namespace>(value) != nullptr) return "namespace";
  if (callable_as<Loop>(value) != nullptr) return "loop";
  if (callable_as<Cycler>(value) != nullptr) return "cycler";
  if (callable_as<Joiner>(value) != nullptr) return "joiner";
  return "block";
}

bool append_json(const Value& value, int indent, bool html, std::string& out) {
  return JsonWriter(indent, html, out).write(value, 0);
}

void append_html(std::string_view text, std::string& out) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '"':
        out += "&#34;";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace plinth::jinja
