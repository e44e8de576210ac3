#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/file_report.hpp"
#include "yaml/reader.hpp"

namespace plinth::yaml {

/// One pass over a text that follows YAML's layout without making values of it; see
/// `syntax_gate.cpp` for how it works. All offsets are bytes, all columns count from 0.
class SyntaxScan {
 public:
  SyntaxScan(std::string& text, FileReport& report, const Limits& limits)
      : text_(text), report_(report), limits_(limits) {}

  /// False if the structure of the text is not known.
  bool run();

 private:
  enum class Kind { Unknown, List, Map };

  /// A block collection that the current line is in. The lowest one is the file itself.
  struct Level {
    int column = -1;
    Kind kind = Kind::Unknown;
    bool awaits_value = true;  // its last key or dash has no value yet
    std::size_t at = 0;        // of its last key or dash
    bool misplaced = false;    // its indentation matches none: that was reported
  };

  /// A collection in brackets or braces that is open.
  struct Flow {
    std::size_t open = 0;
    bool has_item = false;  // a key or an item since the last comma
    bool has_colon = false;
    bool has_value = false;    // something behind that colon
    bool plain_last = false;   // the last thing is an unquoted text, which may go on
    bool quoted_last = false;  // the last thing is in quotes or brackets: a colon may touch it
    std::size_t item = 0;      // where the item or key begins
    std::size_t value = 0;     // where the value begins
  };

  /// An unquoted text up to a line end, a comment or a colon.
  struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;   // behind its last character that is not blank
    std::size_t stop = 0;  // where the line end, the comment or the colon stands
    bool at_colon = false;
  };

  // Lines and block collections (syntax_blocks.cpp).
  void scan_line();
  bool scan_marker();
  void open_line(int column);
  void enter(Kind kind, std::size_t at);
  void count_node(std::size_t at);
  void scan_entries();
  void scan_node(bool key_allowed);
  void scan_key(std::size_t begin, std::size_t end);
  bool may_be_value(std::size_t begin) const;
  void after_closed(std::size_t begin, bool key_allowed);
  bool scan_properties(bool blank_out);
  void report_property(std::size_t begin, std::size_t end);
  void check_merge_key(std::size_t begin, std::size_t end);
  void skip_blanks_in_line();
  void to_next_line() { at_ = next_line_start_of(at_); }
  std::size_t next_line_start_of(std::size_t at) const;

  // Texts (syntax_scalars.cpp).
  Piece piece_at(std::size_t begin) const;
  void extend(Piece& piece);
  void scan_plain(bool key_allowed);
  void blank_out_tabs(std::size_t begin, std::size_t end);
  void scan_continuation(std::size_t begin);
  bool continue_plain(const Piece& piece, std::size_t begin, int column);
  void scan_block_text();
  int scan_block_header(int parent);
  bool scan_quoted();
  void check_escape(std::size_t at);
  void check_hexadecimal_escape(std::size_t at, std::size_t digits);
  bool leaves_block(std::size_t line_start) const;

  // Collections in brackets and braces (syntax_flow.cpp).
  bool scan_flow();
  bool scan_flow_token(std::vector<Flow>& open);
  bool scan_flow_line_end(std::vector<Flow>& open);
  void scan_flow_close(std::vector<Flow>& open);
  void scan_flow_comma(Flow& flow);
  void scan_flow_colon(Flow& flow);
  bool is_flow_colon(const Flow& flow) const;
  bool scan_flow_quoted(Flow& flow);
  void scan_flow_plain(Flow& flow);
  bool scan_flow_indicator(Flow& flow);
  void begin_flow_item(Flow& flow, bool continues);
  void scan_flow_bracket_in_text(Flow& flow);

  // Wording (syntax_reports.cpp).
  void report_indentation(int column, const Level* popped);
  void report_indentation_of_text(std::size_t at, int column, int wanted);
  void report_indentation_of_header(std::size_t at, int column, std::string_view header,
                                    int wanted);
  void report_tab(std::size_t at);
  void report_tab_indentation();
  void report_wide_space(std::size_t at);
  void report_colon(const Piece& piece, std::size_t begin);
  void report_missing_colon(const Piece& piece);
  void report_reserved(std::size_t at, bool in_flow = false);
  void report_unclosed_quote(std::size_t open);
  void report_unclosed_bracket(std::size_t open, std::size_t line);
  void report_after_closed(std::size_t begin, std::size_t end);
  void report_escape(std::size_t at, std::size_t end, std::string message);
  void report_surrogate(std::size_t at, char32_t value);
  void report_in_flow(std::string_view id, const Flow& flow, std::size_t at,
                      const std::string& what, std::string label);
  std::string flow_hint(const Flow& flow, std::size_t at) const;
  std::string line_hint(std::size_t value_begin, std::size_t value_end) const;

  int column_of(std::size_t at) const { return static_cast<int>(at - line_begin_); }
  bool is_indicator(std::size_t at, char c) const;
  char here() const { return at_ < text_.size() ? text_[at_] : '\n'; }
  std::string_view slice(std::size_t begin, std::size_t end) const;
  void neutralise(std::size_t at) { text_[at] = 'x'; }

  std::string& text_;
  FileReport& report_;
  const Limits& limits_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  std::vector<Level> levels_;
  std::size_t key_begin_ = 0;  // the last key in block style
  std::size_t key_end_ = 0;
  std::size_t nodes_ = 0;
  std::size_t tabs_ = 0;  // lines indented by tabs
  std::size_t first_tab_ = 0;
  bool document_marker_ = false;
  bool started_ = false;
  bool ended_ = false;
  bool explicit_key_ = false;
  std::vector<std::string_view> known_;  // anchors and aliases that were reported
  bool readable_ = true;
  bool stopped_ = false;
};

}  // namespace plinth::yaml
