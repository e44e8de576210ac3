#include "cli/run_state.hpp"

#include <deque>
#include <memory>
#include <utility>

#include "cli/loaded_service.hpp"
#include "context/context.hpp"
#include "context/system_context.hpp"
#include "pack/pack_selection.hpp"
#include "threads/processors.hpp"

namespace plinth::cli {
namespace {

/// The packs of one service, which has to run on databases that they serve.
std::vector<const Pack*> packs_for(const Design& design, const jinja::Value& context,
                                   RunState& state) {
  std::vector<const Pack*> selected =
      select_packs(state.packs, state.pack_reader, context, state.sink);
  std::vector<WantedDatabase> wanted;
  for (const Database& database : design.stack.databases) {
    wanted.push_back({database.name, database.span});
  }
  check_databases(wanted, selected, state.packs, state.pack_reader, state.sink);
  return selected;
}

void make_service(const DescriptionOptions& description, RunState& state) {
  // While the description is read, another thread prepares what is needed in any case.
  WorkBeside preparation([&state] {
    for (const Pack* pack : read_unconditional_packs(state.packs, state.pack_reader)) {
      state.renderer.prepare(*pack);
    }
  });
  {
    std::optional<LoadedService> loaded = load_service(description, state.files, state.sink);
    if (!loaded || state.sink.has_errors()) return;
    state.service = std::move(loaded->design);
  }  // what it was made of makes room
  state.context = make_context(*state.service);
  preparation.get();
  state.selected = packs_for(*state.service, state.context, state);
  state.sink.add_all(state.pack_sink);
  state.renderer.render(state.selected, state.context, state.tree, state.sink);
}

/// Everything in `tree`, below a folder of the whole: also what a file is made for is the folder's.
void add_below(const std::string& folder, const ArtifactTree& tree, const Span& place,
               RunState& state) {
  for (Artifact artifact : tree.artifacts()) {
    artifact.path = folder + "/" + artifact.path;
    artifact.entity = artifact.entity.empty() ? folder : folder + "/" + artifact.entity;
    if (!artifact.former_entity.empty()) {
      artifact.former_entity = folder + "/" + artifact.former_entity;
    }
    state.tree.add(std::move(artifact), place, state.sink);
  }
}

void make_system(const DescriptionOptions& description, RunState& state) {
  state.system = load_system(description, state.files, state.sink);
  if (!state.system || state.sink.has_errors()) return;
  jinja::List of_services;
  for (std::size_t i = 0; i < state.system->system.services.size(); ++i) {
    const SystemService& service = state.system->system.services[i];
    const jinja::Value context = of_services.emplace_back(make_context(*service.design));
    ArtifactTree tree;
    state.renderer.render(packs_for(*service.design, context, state), context, tree, state.sink);
    add_below(service.folder, tree, state.system->description.services[i].name.span, state);
  }
  const jinja::Value context = make_system_context(state.system->system, of_services);
  state.selected =
      select_packs(state.packs, state.pack_reader, context, state.sink, Subject::System);
  state.sink.add_all(state.pack_sink);
  state.renderer.render(state.selected, context, state.tree, state.sink);
}

}  // namespace

RunState& lasting_state() {
  static auto* const states = std::make_unique<std::deque<RunState>>().release();
  return states->emplace_back();
}

void make_artifacts(const DescriptionOptions& description, const PackOptions& packs,
                    RunState& state) {
  for (const std::string& directory : packs.directories) {
    state.packs.add_directory(directory, state.sink);
  }
  if (describes_system(description.path)) {
    make_system(description, state);
  } else {
    make_service(description, state);
  }
}

std::string_view subject_of(const RunState& state) {
  return state.system ? state.system->system.about.name.snake : state.service->service.name.snake;
}

std::string headline(const RunState& state) {
  return state.system ? headline(state.system->system) : headline(*state.service, state.selected);
}

}  // namespace plinth::cli
