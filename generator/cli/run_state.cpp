#include "cli/run_state.hpp"

#include "context/context.hpp"
#include "pack/pack_renderer.hpp"
#include "pack/pack_selection.hpp"

namespace plinth::cli {

void make_artifacts(const DescriptionOptions& description, const PackOptions& packs,
                    RunState& state) {
  for (const std::string& directory : packs.directories) {
    state.packs.add_directory(directory, state.sink);
  }
  state.service = load_service(description, state.files, state.sink);
  if (!state.service || state.sink.has_errors()) return;
  const jinja::Value context = make_context(state.service->design);
  state.selected = select_packs(state.packs, state.pack_reader, context, state.sink);
  std::vector<WantedDatabase> wanted;
  for (const Database& database : state.service->design.stack.databases) {
    wanted.push_back({database.name, database.span});
  }
  check_databases(wanted, state.selected, state.packs, state.pack_reader, state.sink);
  for (const Pack* pack : state.selected) {
    render_pack(*pack, state.packs, context, state.tree, state.sink);
  }
}

}  // namespace plinth::cli
