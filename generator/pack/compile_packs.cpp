// Writes the source of `embedded_packs()`: every file of templates/, with what reading and compiling
// it gives, so that the program has nothing left to read. A built-in pack or template with a mistake
// fails the build.
// usage: compile_packs TEMPLATES OUTPUT.cpp

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic_printer.hpp"
#include "jinja/program_bytes.hpp"
#include "pack/manifest_reader.hpp"
#include "pack/pack_bytes.hpp"
#include "pack/pack_environment.hpp"
#include "pack/pack_reader.hpp"
#include "pack/pack_source.hpp"
#include "pack/template_directory.hpp"

namespace plinth {
namespace {

/// `text` as a C++ string literal, a line for each of its lines.
void write_literal(std::string_view text, std::ostream& out) {
  constexpr std::string_view line_end = "\"\n     \"";
  constexpr std::size_t longest_line = 100;
  std::string literal = "\"";
  std::size_t line = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      literal += "\\n";
    } else if (c == '"' || c == '\\' || c == '?') {
      (literal += '\\') += c;
    } else if (byte >= ' ' && byte < 0x7F) {
      literal += c;
    } else {
      // Three digits, so that a digit behind is no part of the number.
      literal += '\\';
      for (int shift = 6; shift >= 0; shift -= 3) {
        literal += static_cast<char>('0' + ((byte >> static_cast<unsigned>(shift)) & 7U));
      }
    }
    if (c == '\n' || literal.size() - line > longest_line) {
      literal += line_end;
      line = literal.size();
    }
  }
  out << literal << '"';
}

/// The packs of a folder, read and compiled.
class PackCompiler {
 public:
  explicit PackCompiler(const std::string& templates) {
    source_.add_directory(templates, sink_);
    for (const std::string& name : source_.packs()) {
      const Pack* const pack = reader_.read(name);
      if (pack != nullptr) {
        environments_.emplace(pack, std::make_unique<PackEnvironment>(*pack, source_));
      }
    }
  }

  void write(std::ostream& out) {
    out << "// Written by compile_packs from templates/.\n#include \"pack/embedded_packs.hpp\"\n\n"
           "#include <array>\n\nnamespace plinth {\nnamespace {\n\n"
           "using namespace std::string_view_literals;\n\n";
    std::string entries;
    std::size_t count = 0;
    for (const std::string& pack : source_.packs()) {
      for (const std::string& path : source_.paths(pack)) {
        const std::string number = std::to_string(count++);
        out << "constexpr std::string_view text_" << number << "{\n     ";
        write_literal(source_.find(pack, path)->text(), out);
        out << "sv};\nconstexpr std::string_view compiled_" << number << "{\n     ";
        write_literal(compiled(pack, path), out);
        out << "sv};\n";
        entries += "    {\"" + pack + "\", \"" + path + "\", text_" + number + ", compiled_" +
                   number + "},\n";
      }
    }
    out << "\nconstexpr std::array<EmbeddedFile, " << count << "> files{{\n"
        << entries << "}};\n\n}  // namespace\n\n"
        << "std::span<const EmbeddedFile> embedded_packs() { return files; }\n\n"
        << "}  // namespace plinth\n";
  }

  const DiagnosticSink& sink() const { return sink_; }

 private:
  std::string compiled(const std::string& pack, const std::string& path) {
    if (path == "pack.yaml") {
      const SourceFile& manifest = *source_.find(pack, path);
      const std::optional<WrittenPack> written = read_manifest(pack, manifest, files_, sink_);
      return written ? bytes_of(*written, manifest) : std::string();
    }
    // A template may use filters of the packs that extend its own.
    std::optional<Diagnostic> problem;
    for (const auto& [user, environment] : environments_) {
      if (std::find(user->lookup.begin(), user->lookup.end(), pack) == user->lookup.end()) continue;
      try {
        const jinja::Template& found = environment->templates().get_template(pack + ":" + path);
        if (found.warnings().empty()) return bytes_of(found.program());
        problem = found.warnings().front();
      } catch (const DiagnosticError& error) {
        problem = error.diagnostic();
      }
    }
    if (problem) sink_.add(*problem);
    return {};
  }

  SourceFiles files_;
  DiagnosticSink sink_;
  PackSource source_{files_, {}};
  PackReader reader_{source_, sink_};
  std::map<const Pack*, std::unique_ptr<PackEnvironment>> environments_;
};

int compile_packs(const std::string& templates, const std::string& output) {
  PackCompiler compiler(templates);
  std::ofstream out(output, std::ios::binary);
  compiler.write(out);
  out.close();
  std::cerr << print_diagnostics(compiler.sink().diagnostics());
  if (out && compiler.sink().diagnostics().empty()) return 0;
  if (!out) std::cerr << "compile_packs: `" << output << "` cannot be written\n";
  return 1;
}

}  // namespace
}  // namespace plinth

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: compile_packs TEMPLATES OUTPUT.cpp\n";
    return 64;
  }
  return plinth::compile_packs(arguments[1], arguments[2]);
}
