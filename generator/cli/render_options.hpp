#pragma once

#include <functional>
#include <vector>

#include <CLI/App.hpp>

#include "jinja/options.hpp"

namespace plinth::cli {

/// The options of a template environment as options of a command.
class RenderOptions {
 public:
  /// Adds them; what is given then is remembered here, which outlives the parsing.
  void add_to(CLI::App& command);

  /// Those of Jinja2, or with `--as-pack` those of packs, changed by what else was given, wherever
  /// on the line. Throws CLI::ValidationError if the delimiters cannot be told apart.
  jinja::Options chosen() const;

 private:
  bool as_pack_ = false;
  std::vector<std::function<void(jinja::Options&)>> changes_;
};

}  // namespace plinth::cli
