#include <string>

#include "yaml/layout.hpp"
#include "yaml/quoting.hpp"
#include "yaml/syntax_scan.hpp"

namespace plinth::yaml {
namespace {

constexpr char open_brace = '{', close_brace = '}';

bool is_flow_open(char c) { return c == '[' || c == open_brace; }

}  // namespace

/// The collection that opens here, with all it holds. Leaves the place behind its closing bracket.
/// False if it was given up: then the problem was reported and the next line to scan is set.
bool SyntaxScan::scan_flow() {
  std::vector<Flow> open;
  do {
    if (report_.is_full() || !scan_flow_token(open) || stopped_) {
      readable_ = false;
      levels_.back().awaits_value = false;
      return false;
    }
  } while (!open.empty());
  return true;
}

/// One token. False if the collection was given up.
bool SyntaxScan::scan_flow_token(std::vector<Flow>& open) {
  at_ = skip_blanks(text_, at_);
  if (ends_line(text_, at_)) return scan_flow_line_end(open);
  const char c = here();
  if (is_flow_open(c)) {
    if (!open.empty()) begin_flow_item(open.back(), false);
    open.push_back({});
    open.back().open = at_;
    if (levels_.size() - 1 + open.size() > limits_.depth) {
      report_
          .error("yaml-depth", at_, at_ + 1,
                 "nested deeper than " + std::to_string(limits_.depth) + " levels")
          .hint("close a bracket that was left open, or use fewer levels");
      stopped_ = true;
      return false;
    }
    ++at_;
    return true;
  }
  Flow& flow = open.back();
  if (c == ']' || c == close_brace) {
    scan_flow_close(open);
  } else if (c == ',') {
    scan_flow_comma(flow);
  } else if (c == '#' && rest_is_empty(text_, at_)) {
    at_ = line_end(text_, at_);
    flow.plain_last = false;  // no text goes on behind a comment
  } else if (c == ':' && is_flow_colon(flow)) {
    scan_flow_colon(flow);
  } else if ((c == '"' || c == '\'') && !flow.plain_last) {
    return scan_flow_quoted(flow);
  } else if (flow.plain_last || !scan_flow_indicator(flow)) {
    scan_flow_plain(flow);
  }
  return true;
}

bool SyntaxScan::scan_flow_line_end(std::vector<Flow>& open) {
  const std::size_t line = next_line_start(text_, at_);
  const std::size_t word = skip_spaces(text_, line);
  const bool closes = word < text_.size() && (text_[word] == ']' || text_[word] == close_brace);
  if (leaves_block(line) && !(closes && !is_document_marker(text_, line))) {
    report_unclosed_bracket(open.back().open, line);
    at_ = line;
    return false;
  }
  at_ = line;
  return true;
}

void SyntaxScan::scan_flow_close(std::vector<Flow>& open) {
  const bool matches = (here() == ']') == (text_[open.back().open] == '[');
  if (!matches) {
    const std::string wanted =
        text_[open.back().open] == '[' ? "`]`" : std::string("`") + close_brace + "`";
    report_
        .error("yaml-unmatched-bracket", at_, at_ + 1,
               in_backticks(slice(at_, at_ + 1)) + " closes " +
                   in_backticks(slice(open.back().open, open.back().open + 1)) + ", wanted " +
                   wanted)
        .note(report_.span(open.back().open, open.back().open + 1), "it opens here")
        .hint(
            "close the brackets in the reverse order of opening, or quote the text they belong to");
    readable_ = false;
  }
  ++at_;
  open.pop_back();
  // What closes the bracket outside the wrong one was meant for that.
  if (!matches && !open.empty() && (text_[at_ - 1] == ']') == (text_[open.back().open] == '[')) {
    open.pop_back();
  }
  if (!open.empty()) open.back().plain_last = !(open.back().quoted_last = true);
}

void SyntaxScan::scan_flow_comma(Flow& flow) {
  if (!flow.has_item && !flow.has_colon) {
    report_.error("yaml-missing-item", at_, at_ + 1, "nothing stands before this comma")
        .hint("remove the comma, or write what it shall separate");
    readable_ = false;
  }
  const std::size_t opened = flow.open;
  flow = {};
  flow.open = opened;
  ++at_;
}

/// A colon is one in front of a space or an end, and directly behind quotes (as JSON has it).
bool SyntaxScan::is_flow_colon(const Flow& flow) const {
  if (is_blank_or_end(text_, at_ + 1) || is_flow_end(text_[at_ + 1])) return true;
  return flow.quoted_last && !flow.has_colon;
}

void SyntaxScan::scan_flow_colon(Flow& flow) {
  if (flow.has_colon) {
    const bool new_line = slice(flow.value, at_).find('\n') != std::string_view::npos;
    if (new_line) {
      report_
          .error("yaml-missing-comma", at_, at_ + 1,
                 "a second colon in one entry of " + name_of_flow(text_[flow.open]))
          .hint("end the entry on the line before with a comma");
      readable_ = false;
    } else {
      report_in_flow("yaml-colon", flow, at_, "a second colon in an entry of",
                     "a colon and a space start a value");
      if (flow.plain_last) {
        neutralise(at_);
      } else {
        readable_ = false;
      }
    }
    ++at_;
    return;
  }
  if (!flow.has_item) {
    report_.error("yaml-missing-key", at_, at_ + 1, "a key is missing before the colon")
        .hint("write `key: value`; quote a text that starts with a colon");
    readable_ = false;
  } else if (slice(flow.item, at_).find('\n') != std::string_view::npos) {
    report_
        .error("yaml-multiline-key", flow.item, flow.item + 1,
               "a key whose colon is on another line")
        .hint("write `key: value` on one line, or end the entry before it with a comma");
    readable_ = false;
  } else if (at_ - flow.item > limits_.key_bytes) {
    report_
        .error("yaml-long-key", flow.item, at_,
               "a key of " + std::to_string(at_ - flow.item) + " bytes, wanted at most " +
                   std::to_string(limits_.key_bytes))
        .hint("a text belongs into a value");
    readable_ = false;
  }
  check_merge_key(flow.item, at_);
  flow.has_colon = true;
  flow.quoted_last = flow.plain_last = false;
  ++at_;
}

/// A key, an item or a value begins here. `continues`: it may be a further line of the text before.
void SyntaxScan::begin_flow_item(Flow& flow, bool continues) {
  const bool complete = flow.has_colon ? flow.has_value : flow.has_item;
  if (complete && !(continues && flow.plain_last)) {
    report_
        .error("yaml-missing-comma", at_, at_ + 1,
               "a comma or " +
                   std::string(text_[flow.open] == '[' ? "`]`"
                                                       : std::string("`") + close_brace + "`") +
                   " is missing before this")
        .hint("separate the entries by commas, or quote a text that holds quotes or brackets");
    readable_ = false;
  }
  count_node(at_);
  if (!complete) (flow.has_colon ? flow.value : flow.item) = at_;
  (flow.has_colon ? flow.has_value : flow.has_item) = true;
  flow.plain_last = continues;
  flow.quoted_last = !continues;
}

bool SyntaxScan::scan_flow_quoted(Flow& flow) {
  begin_flow_item(flow, false);
  const std::size_t open = at_;
  if (!scan_quoted()) {
    stopped_ = true;  // how the brackets go on cannot be known
    return false;
  }
  if (is_blank_or_end(text_, at_) || is_flow_end(here()) || here() == ':') return true;
  report_after_closed(open, at_);
  stopped_ = true;
  return false;
}

/// Characters that start something else than a text. True if one was handled; a reserved one that
/// somebody meant as text is overwritten, and stays to be scanned as text.
bool SyntaxScan::scan_flow_indicator(Flow& flow) {
  const char c = here();
  const std::size_t begin = at_;
  if (scan_properties(true)) begin_flow_item(flow, false);
  if (at_ != begin) return true;
  if (is_indicator(at_, '-')) {
    report_in_flow("yaml-dash", flow, at_, "a dash in front of an item of", "");
    neutralise(at_);
  } else if (c == '@' || c == '`' || c == '%' || c == '|' || c == '>' || c == '#' || c == '&' ||
             c == '*') {
    report_reserved(at_, true);
  }
  return false;
}

void SyntaxScan::scan_flow_plain(Flow& flow) {
  begin_flow_item(flow, true);
  bool question_reported = false;
  for (; !ends_line(text_, at_) && !report_.is_full(); ++at_) {
    const char c = here();
    if (is_flow_end(c)) return;
    if (c == ':' && (is_blank_or_end(text_, at_ + 1) || is_flow_end(text_[at_ + 1]))) return;
    if (c == '#' && is_blank(text_[at_ - 1])) return;
    if (c == '?') {
      if (!question_reported) {
        report_in_flow("yaml-question-mark", flow, at_, "an unquoted question mark in",
                       "many YAML readers end the text here");
      }
      question_reported = true;
      neutralise(at_);
    } else if (is_flow_open(c)) {
      scan_flow_bracket_in_text(flow);
    }
  }
}

/// A bracket in the middle of a text, as in `url[](20)`: YAML ends the text before it. The
/// brackets and all between them are overwritten, so that they count as text.
void SyntaxScan::scan_flow_bracket_in_text(Flow& flow) {
  report_in_flow("yaml-bracket", flow, at_, "a bracket inside a text in",
                 "YAML ends the text at this bracket");
  std::size_t brackets = 0, braces = 0;
  std::size_t end = at_;
  for (std::size_t at = at_; !ends_line(text_, at); ++at) {
    if (is_flow_open(text_[at])) ++(text_[at] == '[' ? brackets : braces);
    if (text_[at] != ']' && text_[at] != close_brace) continue;
    std::size_t& open = text_[at] == ']' ? brackets : braces;
    if (open == 0) break;  // it closes the collection: the bracket in the text has no partner
    --open;
    if (brackets + braces == 0) {
      end = at;
      break;
    }
  }
  for (std::size_t at = at_; at <= end; ++at) neutralise(at);
  at_ = end;
}

}  // namespace plinth::yaml
