#pragma once

namespace plinth::cli {

/// What a run ends with, for scripts. Stable.
enum class ExitCode {
  Fine = 0,
  Found = 1,     ///< what was asked about was found: drift, a conflict, a breaking change
  Rejected = 2,  ///< the description or a pack is wrong
  Machine = 3,   ///< a file cannot be read or written, the manifest is damaged
  Locked = 4,    ///< another run is at work on the folder
  Usage = 64,    ///< the command line is wrong
};

/// The worse of two: the machine before the input before findings.
constexpr ExitCode worse(ExitCode a, ExitCode b) {
  return static_cast<int>(a) > static_cast<int>(b) ? a : b;
}

}  // namespace plinth::cli
