#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "jinja/value.hpp"
#include "pack/pack.hpp"
#include "pack/pack_reader.hpp"
#include "pack/pack_source.hpp"

namespace plinth {

/// What files are made of.
enum class Subject { Service, System };

/// The packs that take part for `context`, in the order of their names: those whose `selected`, or
/// `systems` for a system, is true. A pack that is not selected is not read further than to that.
std::vector<const Pack*> select_packs(const PackSource& source, PackReader& reader,
                                      const jinja::Value& context, DiagnosticSink& sink,
                                      Subject subject = Subject::Service);

/// Reads the packs that take part whatever the context: those whose `selected` is plainly `true`.
/// Nothing is reported of a pack that cannot be read: `select_packs` does.
std::vector<const Pack*> read_unconditional_packs(const PackSource& source, PackReader& reader);

/// A database that the service is to run on, and where that was written (if it was).
struct WantedDatabase {
  std::string name;
  Span place;
};

/// Reports every one of `wanted` that no pack in `selected` serves, with those that some pack does.
void check_databases(const std::vector<WantedDatabase>& wanted,
                     const std::vector<const Pack*>& selected, const PackSource& source,
                     PackReader& reader, DiagnosticSink& sink);

}  // namespace plinth
