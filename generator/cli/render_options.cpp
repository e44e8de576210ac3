#include "cli/render_options.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>

#include <CLI/CLI.hpp>

namespace plinth::cli {
namespace {

using jinja::Delimiters;
using jinja::Escape;
using jinja::Limits;
using jinja::Options;
using jinja::Spelling;
using jinja::UndefinedPolicy;

/// One member of the options, and what it is called on the command line.
template <typename Member>
struct Row {
  const char* name;
  Member member;
  const char* meaning;
};
// Clang deduces the arguments of an aggregate only since 17.
template <typename Member>
Row(const char*, Member, const char*) -> Row<Member>;

constexpr std::array flags{
    Row{"--trim-blocks", &Options::trim_blocks, "Drops the line end behind a block tag"},
    Row{"--lstrip-blocks", &Options::lstrip_blocks,
        "Drops the blanks before a block tag that starts its line"},
    Row{"--keep-trailing-newline", &Options::keep_trailing_newline,
        "Keeps the last line end of a template"},
    Row{"--auto-indent", &Options::auto_indent,
        "`| indent` without a width carries the indentation of its line"},
    Row{"--plain-output", &Options::plain_output, "Printing a list, a map or none is an error"},
    Row{"--plain-json", &Options::plain_json,
        "`tojson` keeps the order of keys and escapes nothing for HTML"},
};

constexpr std::array delimiters{
    Row{"--block-start-string", &Delimiters::block_start, "Begins a block tag (default: {%)"},
    Row{"--block-end-string", &Delimiters::block_end, "Ends a block tag (default: %})"},
    Row{"--variable-start-string", &Delimiters::variable_start, "Begins an output (default: {{)"},
    Row{"--variable-end-string", &Delimiters::variable_end, "Ends an output (default: }})"},
    Row{"--comment-start-string", &Delimiters::comment_start, "Begins a comment (default: {#)"},
    Row{"--comment-end-string", &Delimiters::comment_end, "Ends a comment (default: #})"},
    Row{"--line-statement-prefix", &Delimiters::line_statement,
        "Begins a line that is a block tag (default: none)"},
    Row{"--line-comment-prefix", &Delimiters::line_comment,
        "Begins a comment up to the end of the line (default: none)"},
};

constexpr std::array limits{
    Row{"--max-output", &Limits::output_bytes, "Bytes of the output, and of any text"},
    Row{"--max-steps", &Limits::steps, "Rounds of loops, and calls"},
    Row{"--max-made", &Limits::made_bytes, "Bytes of all texts and lists made on the way"},
    Row{"--max-recursion", &Limits::recursion, "Macros, includes and loops inside each other"},
    Row{"--max-items", &Limits::items, "Items of a list"},
    Row{"--max-nesting", &Limits::nesting, "Brackets, operators and blocks inside each other"},
};

const std::map<std::string, UndefinedPolicy> policies{{"lenient", UndefinedPolicy::Lenient},
                                                      {"chainable", UndefinedPolicy::Chainable},
                                                      {"strict", UndefinedPolicy::Strict}};
const std::map<std::string, Spelling> spellings{{"python", Spelling::Python},
                                                {"json", Spelling::Json}};
const std::map<std::string, Escape> escapes{
    {"none", Escape::None}, {"html", Escape::Html}, {"code", Escape::Code}};

}  // namespace

void RenderOptions::add_to(CLI::App& command) {
  command.add_flag("--as-pack", as_pack_,
                   "Starts from the options of packs instead of Jinja2's: strict, trimmed, safe. "
                   "Of what follows, `--no-trim-blocks` and so on take one back");
  for (const auto& flag : flags) {
    const auto setter = [this, member = flag.member](bool value) {
      return [this, member, value] {
        changes_.emplace_back([member, value](Options& options) { options.*member = value; });
      };
    };
    const std::string name = flag.name;
    command.add_flag_callback(name, setter(true), flag.meaning);
    command.add_flag_callback("--no-" + name.substr(2), setter(false), "")->group("");
  }
  const auto add_word = [&](const char* name, const auto& words, auto member, const char* meaning) {
    std::string all;
    for (const auto& [word, value] : words) all += (all.empty() ? "" : "|") + word;
    const auto set = [this, &words, member](const std::string& word) {
      changes_.emplace_back(
          [member, value = words.at(word)](Options& options) { options.*member = value; });
    };
    command.add_option_function<std::string>(name, set, meaning)
        ->check(CLI::IsMember(&words).description(""))
        ->type_name(all);
  };
  add_word("--undefined", policies, &Options::undefined, "What undefined values may be used for");
  add_word("--spelling", spellings, &Options::spelling, "How true, none and lists are printed");
  add_word("--escape", escapes, &Options::escape, "What happens to text that is printed");
  const auto escape_html = [this] {
    changes_.emplace_back([](Options& options) { options.escape = Escape::Html; });
  };
  command.add_flag_callback("--autoescape", escape_html, "The same as `--escape html`");
  for (const auto& delimiter : delimiters) {
    const auto set = [this, member = delimiter.member](const std::string& text) {
      changes_.emplace_back(
          [member, text](Options& options) { options.delimiters.*member = text; });
    };
    CLI::Option* option =
        command.add_option_function<std::string>(delimiter.name, set, delimiter.meaning);
    option->type_name("TEXT");
    if (!(Delimiters{}.*delimiter.member).empty()) {
      option->check([](const std::string& text) {
        return text.empty() ? std::string("a delimiter is never empty") : std::string();
      });
    }
  }
  for (const auto& limit : limits) {
    const auto set = [this, member = limit.member](const std::size_t& most) {
      changes_.emplace_back([member, most](Options& options) { options.limits.*member = most; });
    };
    command.add_option_function<std::size_t>(limit.name, set, limit.meaning)->type_name("N");
  }
}

Options RenderOptions::chosen() const {
  Options options = as_pack_ ? Options::for_packs() : Options{};
  for (const auto& change : changes_) change(options);
  const Delimiters& all = options.delimiters;
  const std::set<std::string> starts{all.block_start, all.variable_start, all.comment_start};
  if (starts.size() < 3) {
    throw CLI::ValidationError(
        "--block-start-string, --variable-start-string and --comment-start-string must differ");
  }
  return options;
}

}  // namespace plinth::cli
