#include "jinja/lexer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "diagnostics/unicode.hpp"
#include "jinja/template_error.hpp"

// How it works. Outside of tags the lexer looks for the nearest opening delimiter; where several
// start at one byte the longest wins. The text before it becomes a Text, shortened by what the
// tag's sign (`{%-`) or `lstrip_blocks` takes away. Inside of a tag it cuts names, numbers, texts
// and operators until the closing delimiter, which counts only outside of brackets: in
// `{{ {'a': {}} }}` the first `}}` closes maps. Line statements are blocks that end with the line.

namespace plinth::jinja {
namespace {

constexpr std::string_view blanks = " \t\v";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_byte(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

struct Operator {
  std::string_view text;
  TokenKind kind;
};

constexpr std::array long_operators{
    Operator{"//", TokenKind::SlashSlash},   Operator{"**", TokenKind::StarStar},
    Operator{"==", TokenKind::Equal},        Operator{"!=", TokenKind::NotEqual},
    Operator{">=", TokenKind::GreaterEqual}, Operator{"<=", TokenKind::LessEqual},
};

constexpr std::array short_operators{
    Operator{"+", TokenKind::Plus},
    Operator{"-", TokenKind::Minus},
    Operator{"/", TokenKind::Slash},
    Operator{"*", TokenKind::Star},
    Operator{"%", TokenKind::Percent},
    Operator{"~", TokenKind::Tilde},
    Operator{"[", TokenKind::BracketOpen},
    Operator{"]", TokenKind::BracketClose},
    Operator{"(", TokenKind::ParenthesisOpen},
    Operator{")", TokenKind::ParenthesisClose},
    Operator{"{", TokenKind::BraceOpen},
    Operator{"}", TokenKind::BraceClose},
    Operator{">", TokenKind::Greater},
    Operator{"<", TokenKind::Less},
    Operator{"=", TokenKind::Assign},
    Operator{".", TokenKind::Dot},
    Operator{":", TokenKind::Colon},
    Operator{"|", TokenKind::Pipe},
    Operator{",", TokenKind::Comma},
    Operator{";", TokenKind::Semicolon},
};

/// The kind of each byte that is an operator; End for all others.
constexpr std::array<TokenKind, 256> kind_of_byte = [] {
  std::array<TokenKind, 256> kinds{};
  kinds.fill(TokenKind::End);
  for (const Operator& one : short_operators) {
    kinds[static_cast<unsigned char>(one.text[0])] = one.kind;
  }
  return kinds;
}();

enum class Opening : std::uint8_t { Output, Block, Comment, LineStatement, LineComment };

/// A place where text ends: `begin` is where the tag starts with its blanks (line statements and
/// line comments), `inside` is behind the delimiter.
struct Tag {
  Opening opening = Opening::Output;
  std::size_t begin = 0;
  std::size_t inside = 0;
};

/// What is made of a template is UTF-8, and has no bytes that could be taken for marks of editions.
void check_encoding(const Span& source) {
  const std::string_view text = source.file->text().substr(0, source.end);
  for (std::size_t at = source.begin; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80U) {
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(text.substr(at));
    if (!point.valid) {
      const auto begin = static_cast<std::uint32_t>(at);
      fail({source.file, begin, begin + 1}, "template-encoding",
           "this byte does not belong to UTF-8", "save the template as UTF-8");
    }
    at += point.length;
  }
}

class Lexer {
 public:
  Lexer(const Span& source, const Options& options)
      : file_(source.file),
        text_(source.file->text().substr(0, source.end)),
        at_(source.begin),
        begin_(source.begin),
        options_(options),
        delimiters_(options.delimiters) {
    add_first_byte(delimiters_.comment_start);
    add_first_byte(delimiters_.block_start);
    add_first_byte(delimiters_.variable_start);
    by_line_ = !delimiters_.line_statement.empty() || !delimiters_.line_comment.empty();
    constexpr std::size_t usual_token = 6;  // bytes
    tokens_.reserve((source.end - source.begin) / usual_token);
  }

  std::vector<Token> run() {
    if (!options_.keep_trailing_newline) drop_trailing_newline();
    while (at_ < text_.size()) read_text();
    push(TokenKind::End, text_.size(), text_.size());
    return std::move(tokens_);
  }

  std::vector<Token> run_expression() {
    while (skip_space(), at_ < text_.size()) read_token();
    if (!brackets_.empty()) fail_unclosed();
    push(TokenKind::End, text_.size(), text_.size());
    return std::move(tokens_);
  }

 private:
  Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  [[noreturn]] void fail_at(std::size_t begin, std::size_t end, std::string message,
                            std::string hint = {}) const {
    fail(span(begin, std::min(end, text_.size())), "template-syntax", std::move(message),
         std::move(hint));
  }

  void push(TokenKind kind, std::size_t begin, std::size_t end) {
    tokens_.push_back(
        {kind, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), 0});
  }

  bool starts(std::size_t at, std::string_view what) const {
    return !what.empty() && text_.substr(at, what.size()) == what;
  }

  bool at_line_start(std::size_t at) const {
    return at == begin_ || text_[at - 1] == '\n' || text_[at - 1] == '\r';
  }

  std::size_t skip(std::size_t at, std::string_view set) const {
    return std::min(text_.find_first_not_of(set, at), text_.size());
  }

  /// The length of the line end at `at`, or 0.
  std::size_t line_end_at(std::size_t at) const {
    if (starts(at, "\r\n")) return 2;
    return at < text_.size() && (text_[at] == '\n' || text_[at] == '\r') ? 1 : 0;
  }

  void drop_trailing_newline() {
    if (text_.size() > begin_ && text_.back() == '\n')
      text_.remove_suffix(1);
    else if (text_.size() > begin_ && text_.back() == '\r')
      text_.remove_suffix(1);
    else
      return;
    const bool crlf =
        text_.size() > begin_ && text_.back() == '\r' && file_->text()[text_.size()] == '\n';
    if (crlf) text_.remove_suffix(1);
  }

  // Text and the tags in it.

  void read_text() {
    const std::size_t begin = at_;
    const std::optional<Tag> tag = next_tag(begin);
    if (!tag) {
      push_text(begin, text_.size());
      at_ = text_.size();
      return;
    }
    at_ = tag->inside;
    const char sign =
        at_ < text_.size() && (text_[at_] == '-' || text_[at_] == '+') ? text_[at_++] : ' ';
    const std::size_t end = text_end(begin, *tag, sign);
    push_text(begin, end);
    read_tag(*tag, tag->begin - end);
  }

  void push_text(std::size_t begin, std::size_t end) {
    if (begin < end) push(TokenKind::Text, begin, end);
  }

  /// Where the text from `begin` to the tag ends after whitespace control.
  std::size_t text_end(std::size_t begin, const Tag& tag, char sign) const {
    std::size_t end = tag.begin;
    if (sign == '-') {
      while (end > begin && is_template_space(text_[end - 1])) --end;
    } else if (sign != '+' && options_.lstrip_blocks && tag.opening != Opening::Output) {
      std::size_t line = end;
      while (line > begin && !at_line_start(line)) --line;
      const bool only_blanks =
          std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(line),
                      text_.begin() + static_cast<std::ptrdiff_t>(end), is_template_space);
      if (at_line_start(line) && only_blanks) end = line;
    }
    return end;
  }

  void add_first_byte(std::string_view delimiter) {
    if (!delimiter.empty() && first_bytes_.find(delimiter[0]) == std::string::npos) {
      first_bytes_ += delimiter[0];
    }
  }

  /// The first place from `at` on where a tag may begin.
  std::size_t next_candidate(std::size_t at) const {
    if (by_line_) return at;
    const std::size_t found = first_bytes_.size() == 1 ? text_.find(first_bytes_[0], at)
                                                       : text_.find_first_of(first_bytes_, at);
    return std::min(found, text_.size());
  }

  std::optional<Tag> next_tag(std::size_t from) const {
    for (std::size_t at = next_candidate(from); at < text_.size(); at = next_candidate(at + 1)) {
      Tag best;
      std::size_t longest = 0;
      const auto offer = [&](Opening opening, std::size_t place, std::string_view delimiter) {
        if (delimiter.size() <= longest || !starts(place, delimiter)) return;
        best = {opening, at, place + delimiter.size()};
        longest = delimiter.size();
      };
      offer(Opening::Comment, at, delimiters_.comment_start);
      offer(Opening::Block, at, delimiters_.block_start);
      offer(Opening::Output, at, delimiters_.variable_start);
      if (!delimiters_.line_statement.empty() && at_line_start(at)) {
        offer(Opening::LineStatement, skip(at, blanks), delimiters_.line_statement);
      }
      const bool comment_may_start = at_line_start(at) || !is_template_space(text_[at - 1]);
      if (!delimiters_.line_comment.empty() && comment_may_start) {
        offer(Opening::LineComment, skip(at, " \t\v\f"), delimiters_.line_comment);
      }
      if (longest > 0) return best;
    }
    return std::nullopt;
  }

  void read_tag(const Tag& tag, std::size_t blanks_before) {
    switch (tag.opening) {
      case Opening::Comment:
        skip_comment(tag);
        return;
      case Opening::LineComment:
        while (at_ < text_.size() && line_end_at(at_) == 0) ++at_;
        return;
      case Opening::Output:
        read_inside(tag, TokenKind::OutputBegin, TokenKind::OutputEnd, delimiters_.variable_end);
        return;
      case Opening::Block:
        if (read_raw(tag)) return;
        [[fallthrough]];
      case Opening::LineStatement: {
        const std::size_t opened = tokens_.size();
        read_inside(tag, TokenKind::BlockBegin, TokenKind::BlockEnd,
                    tag.opening == Opening::Block ? std::string_view(delimiters_.block_end)
                                                  : std::string_view());
        tokens_[opened].blanks = static_cast<std::uint32_t>(blanks_before);
        return;
      }
    }
  }

  void skip_comment(const Tag& tag) {
    const std::size_t close = text_.find(delimiters_.comment_end, at_);
    if (close == std::string_view::npos) {
      fail_at(tag.begin, tag.inside, "this comment is never closed",
              "close it with " + quoted(delimiters_.comment_end));
    }
    const char sign = close > at_ ? text_[close - 1] : ' ';
    at_ = close + delimiters_.comment_end.size();
    trim_behind(sign, true);
  }

  /// Takes away what follows a closing delimiter.
  void trim_behind(char sign, bool block) {
    if (sign == '-') {
      skip_space();
    } else if (sign != '+' && block && options_.trim_blocks) {
      at_ += line_end_at(at_);
    }
  }

  /// The sign and the block end behind a word, if they are at `at_`: consumed.
  std::optional<char> consume_block_end() {
    const bool signed_end = at_ < text_.size() && (text_[at_] == '-' || text_[at_] == '+') &&
                            starts(at_ + 1, delimiters_.block_end);
    if (!signed_end && !starts(at_, delimiters_.block_end)) return std::nullopt;
    const char sign = signed_end ? text_[at_++] : ' ';
    at_ += delimiters_.block_end.size();
    return sign;
  }

  bool consume_word(std::string_view word) {
    skip_space();
    if (!starts(at_, word)) return false;
    const std::size_t end = at_ + word.size();
    if (end < text_.size() && is_name_byte(text_[end])) return false;
    at_ = end;
    skip_space();
    return true;
  }

  /// Reads `raw ... endraw`, if this is one.
  bool read_raw(const Tag& tag) {
    const std::size_t start = at_;
    std::optional<char> sign;
    if (consume_word("raw")) sign = consume_block_end();
    if (!sign) {
      at_ = start;
      return false;
    }
    if (*sign == '-') skip_space();
    const std::size_t begin = at_;
    for (std::size_t close = text_.find(delimiters_.block_start, begin);
         close != std::string_view::npos; close = text_.find(delimiters_.block_start, close + 1)) {
      at_ = close + delimiters_.block_start.size();
      const bool has_sign = at_ < text_.size() && (text_[at_] == '-' || text_[at_] == '+');
      const char open_sign = has_sign ? text_[at_++] : ' ';
      if (!consume_word("endraw")) continue;
      if (const std::optional<char> close_sign = consume_block_end()) {
        push_text(begin, text_end(begin, {Opening::Block, close, at_}, open_sign));
        trim_behind(*close_sign, true);
        return true;
      }
    }
    fail_at(tag.begin, start, "this `raw` is never closed", "close it with an `endraw` tag");
  }

  // Inside of tags.

  /// Reads up to the closing delimiter; without one, up to the end of the line.
  void read_inside(const Tag& tag, TokenKind begin, TokenKind end, std::string_view closing) {
    push(begin, tag.begin, tag.inside);
    for (;;) {
      if (closing.empty() && brackets_.empty()) {
        at_ = skip(at_, " \t\v\f");
        if (at_ == text_.size() || line_end_at(at_) > 0) {
          push(end, at_, at_);
          at_ += line_end_at(at_);
          return;
        }
      }
      skip_space();
      if (at_ == text_.size()) break;
      if (brackets_.empty() && consume_closing(end, closing)) return;
      read_token();
    }
    if (!brackets_.empty()) fail_unclosed();
    fail_at(tag.begin, tag.inside, "this tag is never closed", "close it with " + quoted(closing));
  }

  bool consume_closing(TokenKind kind, std::string_view closing) {
    const char first = text_[at_];
    const bool block = kind == TokenKind::BlockEnd;
    const bool has_sign = (first == '-' || (block && first == '+')) && starts(at_ + 1, closing);
    if (!has_sign && !starts(at_, closing)) return false;
    const std::size_t begin = at_;
    at_ += closing.size() + (has_sign ? 1 : 0);
    push(kind, begin, at_);
    trim_behind(has_sign ? first : ' ', block);
    return true;
  }

  void read_token() {
    const char first = text_[at_];
    if (is_digit(first)) {
      read_number();
    } else if (is_name_byte(first)) {
      read_name();
    } else if (first == '\'' || first == '"') {
      read_string();
    } else {
      read_operator();
    }
  }

  void read_name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name_byte(text_[at_])) {
      if (static_cast<unsigned char>(text_[at_]) < 0x80) {
        ++at_;
        continue;
      }
      const CodePoint point = decode_utf8(text_.substr(at_));
      const bool letter = point.valid && !is_control(point.value) &&
                          !is_bidi_control(point.value) && !is_invisible(point.value);
      if (!letter) fail_unexpected();
      at_ += point.length;
    }
    push(TokenKind::Name, begin, at_);
  }

  /// Digits with single underscores between them.
  template <typename IsDigit>
  void skip_digits(IsDigit is) {
    while (at_ < text_.size()) {
      const bool separated = text_[at_] == '_' && at_ + 1 < text_.size() && is(text_[at_ + 1]);
      if (!separated && !is(text_[at_])) return;
      at_ += separated ? 2 : 1;
    }
  }

  void read_number() {
    const std::size_t begin = at_;
    const bool prefixed = text_[at_] == '0' && at_ + 2 < text_.size() && skip_prefixed_digits();
    TokenKind kind = TokenKind::Integer;
    if (!prefixed) {
      skip_digits(is_digit);
      const bool behind_dot = begin > begin_ && text_[begin - 1] == '.';  // `a.1.2` has no 1.2
      if (!behind_dot && skip_fraction_and_exponent()) kind = TokenKind::Real;
    }
    if (at_ < text_.size() && is_name_byte(text_[at_])) {
      fail_at(begin, at_ + 1, "this is neither a number nor a name");
    }
    push(kind, begin, at_);
  }

  bool skip_prefixed_digits() {
    const auto digit_of = [](char prefix) {
      return [prefix](char c) {
        if (prefix == 'x') return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        return c >= '0' && c <= (prefix == 'o' ? '7' : '1');
      };
    };
    const char prefix = static_cast<char>(text_[at_ + 1] | 0x20);
    const bool known = prefix == 'x' || prefix == 'o' || prefix == 'b';
    if (!known || !digit_of(prefix)(text_[at_ + 2])) return false;
    at_ += 2;
    skip_digits(digit_of(prefix));
    return true;
  }

  bool skip_fraction_and_exponent() {
    bool real = false;
    if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
      ++at_;
      skip_digits(is_digit);
      real = true;
    }
    const std::size_t before = at_;
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      ++at_;
      if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
      if (at_ < text_.size() && is_digit(text_[at_])) {
        skip_digits(is_digit);
        return true;
      }
      at_ = before;
    }
    return real;
  }

  void read_string() {
    const std::size_t begin = at_;
    const char quote = text_[at_++];
    while (at_ < text_.size() && text_[at_] != quote) at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ >= text_.size()) {
      fail_at(begin, begin + 1, "this text is never closed",
              "close it with " + quoted(std::string_view(&quote, 1)));
    }
    ++at_;
    push(TokenKind::String, begin, at_);
  }

  void read_operator() {
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : ' ';
    if (next == '=' || next == text_[at_]) {
      for (const Operator& candidate : long_operators) {
        if (starts(at_, candidate.text)) return push_operator(candidate.kind, 2);
      }
    }
    const TokenKind kind = kind_of_byte[static_cast<unsigned char>(text_[at_])];
    if (kind == TokenKind::End) fail_unexpected();
    push_operator(kind, 1);
  }

  void push_operator(TokenKind kind, std::size_t length) {
    const std::size_t begin = at_;
    at_ += length;
    follow_brackets(kind, begin);
    push(kind, begin, at_);
  }

  void follow_brackets(TokenKind kind, std::size_t begin) {
    switch (kind) {
      case TokenKind::ParenthesisOpen:
        brackets_.push_back({')', begin});
        return;
      case TokenKind::BracketOpen:
        brackets_.push_back({']', begin});
        return;
      case TokenKind::BraceOpen:
        brackets_.push_back({'}', begin});
        return;
      case TokenKind::ParenthesisClose:
      case TokenKind::BracketClose:
      case TokenKind::BraceClose:
        break;
      default:
        return;
    }
    const std::string found = quoted(text_.substr(begin, 1));
    if (brackets_.empty()) fail_at(begin, begin + 1, "unexpected " + found);
    if (brackets_.back().closing != text_[begin]) {
      fail_at(begin, begin + 1,
              "unexpected " + found + ", expected " +
                  quoted(std::string_view(&brackets_.back().closing, 1)));
    }
    brackets_.pop_back();
  }

  [[noreturn]] void fail_unclosed() const {
    const Bracket& open = brackets_.back();
    fail_at(open.at, open.at + 1, quoted(text_.substr(open.at, 1)) + " is never closed");
  }

  [[noreturn]] void fail_unexpected() const {
    const CodePoint point = decode_utf8(text_.substr(at_));
    const std::string_view bytes = text_.substr(at_, point.length);
    std::string hint;
    if (starts(at_, "&&")) hint = "write `and`";
    if (starts(at_, "||")) hint = "write `or`";
    if (bytes == "!") hint = "write `not`";
    const bool printable = point.valid && !is_control(point.value) &&
                           !is_bidi_control(point.value) && !is_invisible(point.value);
    fail_at(at_, at_ + point.length,
            "unexpected character " +
                (printable ? quoted(bytes) : escape_code_point("U+", point.value, 4)),
            hint);
  }

  void skip_space() {
    while (at_ < text_.size() && is_template_space(text_[at_])) ++at_;
  }

  struct Bracket {
    char closing;
    std::size_t at;
  };

  const SourceFile* file_;
  std::string_view text_;  // of the file, up to the end of the template
  std::size_t at_;
  std::size_t begin_;
  const Options& options_;
  const Delimiters& delimiters_;
  std::string first_bytes_;  // of the delimiters that open a tag
  bool by_line_ = false;     // the beginning of a line may open one too
  std::vector<Token> tokens_;
  std::vector<Bracket> brackets_;
};

}  // namespace

bool is_template_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::vector<Token> tokenize(const Span& source, const Options& options) {
  check_encoding(source);
  return Lexer(source, options).run();
}

std::vector<Token> tokenize_expression(const Span& source) {
  check_encoding(source);
  const Options options;
  return Lexer(source, options).run_expression();
}

std::string_view token_name(TokenKind kind) {
  switch (kind) {
    case TokenKind::Text:
      return "text";
    case TokenKind::OutputBegin:
    case TokenKind::BlockBegin:
      return "a tag";
    case TokenKind::OutputEnd:
    case TokenKind::BlockEnd:
      return "the end of the tag";
    case TokenKind::Name:
      return "a name";
    case TokenKind::String:
      return "a quoted text";
    case TokenKind::Integer:
      return "an integer";
    case TokenKind::Real:
      return "a number";
    case TokenKind::End:
      return "the end of the template";
    case TokenKind::Assign:
      return "`=`";
    case TokenKind::Comma:
      return "`,`";
    case TokenKind::Colon:
      return "`:`";
    case TokenKind::ParenthesisOpen:
      return "`(`";
    case TokenKind::ParenthesisClose:
      return "`)`";
    case TokenKind::BracketClose:
      return "`]`";
    case TokenKind::BraceClose:
      return "`}`";
    default:
      return "an operator";
  }
}

}  // namespace plinth::jinja
