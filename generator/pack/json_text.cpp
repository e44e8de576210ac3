#include "pack/json_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <system_error>

#include "diagnostics/unicode.hpp"

namespace plinth {
namespace {

constexpr std::size_t deepest = 200;  // lists and maps inside each other

template <typename Number>
std::string digits_of(Number number) {
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return std::string(buffer.data(), written.ptr);
}

class JsonWriter {
 public:
  JsonWriter(const JsonStyle& style, const jinja::FilterCall& call)
      : style_(style),
        ascii_asked_(std::any_of(style.escapes.begin(), style.escapes.end(),
                                 [](char32_t value) { return value < 0x80; })),
        call_(call) {}

  void write(const jinja::Value& value) {
    switch (value.kind()) {
      case jinja::Kind::None:
        out_ += "null";
        return;
      case jinja::Kind::Boolean:
        out_ += value.as_boolean() ? "true" : "false";
        return;
      case jinja::Kind::Integer:
        out_ += digits_of(value.as_integer());
        return;
      case jinja::Kind::Real:
        write_real(value.as_real());
        return;
      case jinja::Kind::String:
        write_text(value.as_string());
        return;
      case jinja::Kind::List:
        write_list(value.as_list());
        return;
      case jinja::Kind::Map:
        write_map(value.as_map());
        return;
      case jinja::Kind::Undefined:
      case jinja::Kind::Callable:
        break;
    }
    call_.fail("not-json", "JSON has no form for " + std::string(jinja::kind_name(value.kind())));
  }

  std::string take() { return std::move(out_); }

 private:
  void write_real(double number) {
    if (!std::isfinite(number)) call_.fail("not-json", "JSON has no form for an infinite number");
    std::string digits = digits_of(number);
    // With a point in any case: YAML 1.1 takes `1e-08` for a text.
    if (digits.find('.') == std::string::npos) {
      digits.insert(std::min(digits.find('e'), digits.size()), ".0");
    }
    out_ += digits;
  }

  void write_escape(char32_t value) {
    if (value > 0xFFFF) {
      write_escape(0xD800 + ((value - 0x10000) >> 10U));
      write_escape(0xDC00 + ((value - 0x10000) & 0x3FFU));
    } else {
      out_ += escape_code_point("\\u", value, 4);
    }
  }

  void write_character(char32_t value, std::string_view bytes) {
    static constexpr std::string_view named = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (std::size_t at = 0; at < named.size(); at += 2) {
      if (value != static_cast<unsigned char>(named[at])) continue;
      out_ += '\\';
      out_ += named[at + 1];
      return;
    }
    if (value < 0x20 || asked(value)) {
      write_escape(value);
    } else {
      out_ += bytes;
    }
  }

  /// How many bytes at the beginning of `text` are written as they are.
  std::size_t plain_length(std::string_view text) const {
    const auto special = [this](char c) {
      return c < 0x20 || c >= 0x7F || c == '"' || c == '\\' ||
             (ascii_asked_ && asked(static_cast<unsigned char>(c)));
    };
    return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), special) - text.begin());
  }

  bool asked(char32_t value) const {
    return std::find(style_.escapes.begin(), style_.escapes.end(), value) != style_.escapes.end();
  }

  void write_text(std::string_view text) {
    out_ += '"';
    while (!text.empty()) {
      const std::size_t plain = plain_length(text);
      out_ += text.substr(0, plain);
      text.remove_prefix(plain);
      if (text.empty()) break;
      const CodePoint next = decode_utf8(text);
      if (!next.valid) call_.fail("not-json", "text that is not valid UTF-8 has no form in JSON");
      write_character(next.value, text.substr(0, next.length));
      text.remove_prefix(next.length);
    }
    out_ += '"';
  }

  /// Between `[` and `]`: what stands before each item, and before the closing bracket.
  void start_item(bool first) {
    if (!first) out_ += style_.indent ? "," : ", ";
    start_line();
  }
  void start_line() {
    if (!style_.indent) return;
    out_ += '\n';
    out_.append(depth_ * *style_.indent, ' ');
  }
  void enter(char bracket) {
    if (++depth_ > deepest)
      call_.fail("too-deep", "more than 200 lists and maps inside each other");
    out_ += bracket;
  }
  void leave(char bracket, bool empty) {
    --depth_;
    if (!empty) start_line();
    out_ += bracket;
  }

  void write_list(const jinja::List& items) {
    enter('[');
    for (std::size_t at = 0; at < items.size(); ++at) {
      start_item(at == 0);
      write(items[at]);
    }
    leave(']', items.empty());
  }

  void write_map(const jinja::Map& entries) {
    enter('{');
    bool first = true;
    for (const jinja::MapEntry& entry : entries) {
      if (!entry.key.is_string()) {
        call_.fail("not-json", "a key of JSON is text, this one is " +
                                   std::string(jinja::kind_name(entry.key.kind())));
      }
      start_item(first);
      first = false;
      write_text(entry.key.as_string());
      out_ += ": ";
      write(entry.value);
    }
    leave('}', entries.empty());
  }

  const JsonStyle& style_;
  bool ascii_asked_;
  const jinja::FilterCall& call_;
  std::string out_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string json_text(const jinja::Value& value, const JsonStyle& style,
                      const jinja::FilterCall& call) {
  JsonWriter writer(style, call);
  writer.write(value);
  return writer.take();
}

}  // namespace plinth
