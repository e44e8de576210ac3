#pragma once

#include <string>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source_file.hpp"

namespace plinth::cli {

/// The file at `path` as a source of `files`; null, and reported, if it is no regular file
/// (`not-a-file`) or does not exist (`no-such-file`). Never waits for a pipe or a device.
/// A machine that cannot read it is a DiagnosticError `cannot-read`.
const SourceFile* read_input_file(const std::string& path, SourceFiles& files,
                                  DiagnosticSink& sink);

/// The same for a file that is taken as a whole and not read by the YAML reader, which has a report
/// of its own: `file-too-large` above the limit that holds for YAML too.
const SourceFile* read_whole_input_file(const std::string& path, SourceFiles& files,
                                        DiagnosticSink& sink);

}  // namespace plinth::cli
