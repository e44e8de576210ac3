#include "cli/report.hpp"

#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

#include "cli/text_report.hpp"
#include "cli/version.hpp"
#include "diagnostics/diagnostic_printer.hpp"
#include "diagnostics/sarif_log.hpp"
#include "jinja/value_json.hpp"
#include "pack/artifact_tree.hpp"

namespace plinth::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string printed(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

ExitCode exit_of(const DiagnosticSink& sink) {
  return sink.has_errors() ? ExitCode::Rejected : ExitCode::Fine;
}

std::string text_or_empty(const Span& span) { return span ? std::string(text_of(span)) : ""; }

template <typename Item, typename Name>
std::vector<std::string> names_of(const std::vector<Item>& items, const Name& name) {
  std::vector<std::string> names;
  for (const Item& item : items) names.push_back(name(item));
  return names;
}

std::string joined(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : ", ") + word;
  return line;
}

/// What `pack show` tells of a pack, in either form.
struct PackFacts {
  std::string extends, selected, systems;
  std::vector<std::string> types, names, escaping;

  explicit PackFacts(const Pack& pack)
      : extends(pack.lookup.size() > 1 ? pack.lookup[1] : ""),
        selected(text_or_empty(pack.selected)),
        systems(text_or_empty(pack.systems)),
        types(names_of(pack.types, [](const TypeSpelling& type) { return type.kind; })),
        names(names_of(pack.names, [](const NameStyle& style) { return style.name; })),
        escaping(names_of(pack.escaping, [](const EscapingStyle& style) { return style.name; })) {}
};

Json pack_as_json(const Pack& pack) {
  const PackFacts facts(pack);
  Json files = Json::array();
  for (const PackFile& file : pack.files) {
    files.push_back(Json{{"path", text_or_empty(file.path)},
                         {"template", file.template_name},
                         {"ownership", ownership_word(file.ownership)},
                         {"each", text_or_empty(file.each)},
                         {"when", text_or_empty(file.when)},
                         {"editions", file.editions}});
  }
  return Json{{"name", pack.name},
              {"title", pack.title},
              {"summary", pack.summary},
              {"extends", facts.extends},
              {"selected", facts.selected},
              {"systems", facts.systems},
              {"types", facts.types},
              {"names", facts.names},
              {"escaping", facts.escaping},
              {"reserved", pack.reserved},
              {"files", files}};
}

/// `text`, and blanks up to `width` code points.
std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string fact(std::string_view name, const std::string& value) {
  return value.empty() ? "" : "  " + padded(std::string(name), 10) + visible(value) + "\n";
}

std::string pack_as_text(const Pack& pack) {
  const PackFacts facts(pack);
  std::string text = pack.name + (pack.title.empty() ? "" : " · " + visible(pack.title)) + "\n";
  if (!pack.summary.empty()) text += visible(pack.summary) + "\n";
  text += "\n" + fact("extends", facts.extends);
  const bool base = facts.selected.empty() && facts.systems.empty();
  text += fact("selected", base ? "never by itself: a base of other packs" : facts.selected);
  text += fact("systems", facts.systems);
  text += fact("types", joined(facts.types)) + fact("names", joined(facts.names)) +
          fact("escaping", joined(facts.escaping));
  if (!pack.reserved.empty())
    text += fact("reserved", counted(pack.reserved.size(), "word", "words"));
  std::size_t width = 0;
  for (const PackFile& file : pack.files) width = std::max(width, text_of(file.path).size());
  if (!pack.files.empty()) text += "\n";
  for (const PackFile& file : pack.files) {
    text += "  " + padded(visible(text_of(file.path)), width) + "  " +
            padded(std::string(ownership_word(file.ownership)), 9) + "  " + file.template_name +
            (file.editions.empty() ? "" : ", editions " + joined(file.editions)) + "\n";
  }
  return text;
}

}  // namespace

void report_diagnostics(const DiagnosticSink& sink, Terminal& terminal) {
  if (sink.diagnostics().empty()) return;
  terminal.write_message(print_diagnostics(sink.sorted(), terminal.message_colour()));
}

ExitCode report_document(ExitCode exit, const Json& members, const DiagnosticSink& sink,
                         Format format, Terminal& terminal) {
  if (format == Format::Sarif) {
    const SarifRun run{version, static_cast<int>(exit), exit != ExitCode::Machine};
    terminal.write_result(diagnostics_as_sarif(sink.sorted(), run));
    return exit;
  }
  Json document;
  document["exit"] = static_cast<int>(exit);
  document.update(members);
  document["diagnostics"] = Json::parse(diagnostics_as_json(sink.sorted()));
  terminal.write_result(printed(document));
  return exit;
}

ExitCode report_failure(ExitCode exit, const DiagnosticSink& sink, std::string_view consequence,
                        Format format, Terminal& terminal) {
  if (format != Format::Text) return report_document(exit, Json::object(), sink, format, terminal);
  report_diagnostics(sink, terminal);
  terminal.write_message("\n" + counted_problems(sink) + "; " + std::string(consequence) + "\n");
  return exit;
}

ExitCode report_checked(std::string_view headline, std::string_view elapsed,
                        const DiagnosticSink& sink, Format format, Terminal& terminal) {
  if (format != Format::Text) {
    return report_document(ExitCode::Fine, Json::object(), sink, format, terminal);
  }
  report_diagnostics(sink, terminal);
  const std::string problems = counted_problems(sink);
  if (!problems.empty()) terminal.write_message("\n");
  terminal.write_result(std::string(headline) + "\n" +
                        (problems.empty() ? "nothing wrong" : problems) + " (" +
                        std::string(elapsed) + ")\n");
  return ExitCode::Fine;
}

ExitCode report_context(const jinja::Value& context, const DiagnosticSink& sink,
                        Terminal& terminal) {
  report_diagnostics(sink, terminal);
  terminal.write_result(printed(jinja::json_from_value(context)));
  return ExitCode::Fine;
}

ExitCode report_packs(const std::vector<const Pack*>& packs, const DiagnosticSink& sink,
                      Format format, Terminal& terminal) {
  if (format == Format::Json) {
    Json list = Json::array();
    for (const Pack* pack : packs) list.push_back(pack_as_json(*pack));
    return report_document(exit_of(sink), Json{{"packs", list}}, sink, format, terminal);
  }
  std::size_t width = 0;
  for (const Pack* pack : packs) width = std::max(width, pack->name.size());
  std::string text;
  for (const Pack* pack : packs) {
    text += padded(pack->name, width) + "  " + visible(pack->summary) +
            (pack->selected || pack->systems ? "" : " (a base of other packs)") + "\n";
  }
  terminal.write_result(text);
  report_diagnostics(sink, terminal);
  return exit_of(sink);
}

ExitCode report_pack(const Pack& pack, const DiagnosticSink& sink, Format format,
                     Terminal& terminal) {
  if (format == Format::Json) {
    return report_document(ExitCode::Fine, Json{{"pack", pack_as_json(pack)}}, sink, format,
                           terminal);
  }
  report_diagnostics(sink, terminal);
  terminal.write_result(pack_as_text(pack));
  return ExitCode::Fine;
}

}  // namespace plinth::cli
