#include "cli/run_state.hpp"

#include <future>

#include "context/context.hpp"
#include "pack/pack_selection.hpp"

namespace plinth::cli {

void make_artifacts(const DescriptionOptions& description, const PackOptions& packs,
                    RunState& state) {
  for (const std::string& directory : packs.directories) {
    state.packs.add_directory(directory, state.sink);
  }
  // While the description is read, another thread prepares what is needed in any case.
  std::future<void> preparation = std::async(std::launch::async | std::launch::deferred, [&state] {
    for (const Pack* pack : read_unconditional_packs(state.packs, state.pack_reader)) {
      state.renderer.prepare(*pack);
    }
  });
  state.service = load_service(description, state.files, state.sink);
  if (!state.service || state.sink.has_errors()) return;
  const jinja::Value context = make_context(state.service->design);
  preparation.get();
  state.selected = select_packs(state.packs, state.pack_reader, context, state.sink);
  std::vector<WantedDatabase> wanted;
  for (const Database& database : state.service->design.stack.databases) {
    wanted.push_back({database.name, database.span});
  }
  check_databases(wanted, state.selected, state.packs, state.pack_reader, state.sink);
  state.sink.add_all(state.pack_sink);
  state.renderer.render(state.selected, context, state.tree, state.sink);
}

}  // namespace plinth::cli
