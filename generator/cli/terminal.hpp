#pragma once

#include <string_view>

#include "diagnostics/diagnostic_printer.hpp"

namespace plinth::cli {

/// The two streams of the program: results go to one, everything else to the other. A reader that
/// has gone away (a closed pipe) is no failure; a full disk is.
class Terminal {
 public:
  /// Coloured are the streams that end at a terminal, unless NO_COLOR is set.
  Terminal();

  void write_result(std::string_view text);
  void write_message(std::string_view text);

  Colour result_colour() const { return result_colour_; }
  Colour message_colour() const { return message_colour_; }

  /// Whether something could not be written though somebody was there to read it.
  bool has_failed() const { return failed_; }

 private:
  void write(int stream, std::string_view text);

  Colour result_colour_;
  Colour message_colour_;
  bool failed_ = false;
};

}  // namespace plinth::cli
