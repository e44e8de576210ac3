#include "cli/run.hpp"

int main(int count, char** arguments) {
  return static_cast<int>(plinth::cli::run(count, arguments));
}
