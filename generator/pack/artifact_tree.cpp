#include "pack/artifact_tree.hpp"

#include <algorithm>
#include <utility>

#include "pack/artifact_path.hpp"

namespace plinth {
namespace {

/// `a/b/c.txt` -> `a`, `a/b`, `a/b/c.txt`
std::vector<std::string_view> prefixes(std::string_view path) {
  std::vector<std::string_view> found;
  for (std::size_t at = path.find('/'); at != std::string_view::npos; at = path.find('/', at + 1)) {
    found.push_back(path.substr(0, at));
  }
  found.push_back(path);
  return found;
}

}  // namespace

std::string_view ownership_word(Ownership ownership) {
  switch (ownership) {
    case Ownership::Generated:
      return "generated";
    case Ownership::Once:
      return "once";
    case Ownership::Merge:
      return "merge";
    case Ownership::Append:
      return "append";
  }
  return {};
}

bool ArtifactTree::is_free(std::string_view path, const Span& place, DiagnosticSink& sink) const {
  for (const std::string_view prefix : prefixes(path)) {
    const auto found = taken_.find(case_folded(prefix));
    if (found == taken_.end()) continue;
    const Taken& other = found->second;
    const bool is_file = prefix.size() == path.size();
    if (!is_file && !other.is_file && other.path == prefix) continue;
    std::string message = "`" + std::string(path) + "` ";
    if (is_file && other.is_file) {
      message += other.path == path ? "is made twice"
                                    : "is `" + other.path + "` but for upper and lower case";
    } else if (is_file != other.is_file) {
      message += "needs `" + std::string(prefix) + "` to be both a file and a folder";
    } else {
      message += "lies in a folder that is also spelt `" + other.path + "`";
    }
    sink.error("artifact-collision", place, std::move(message))
        .note(other.place, "the other one is made here");
    return false;
  }
  return true;
}

bool ArtifactTree::add(Artifact artifact, const Span& place, DiagnosticSink& sink) {
  if (const std::string problem = problem_with_path(artifact.path); !problem.empty()) {
    sink.error("artifact-path", place, "the path `" + artifact.path + "` " + problem);
    return false;
  }
  if (!is_free(artifact.path, place, sink)) return false;
  for (const std::string_view prefix : prefixes(artifact.path)) {
    const bool is_file = prefix.size() == artifact.path.size();
    taken_.try_emplace(case_folded(prefix), Taken{std::string(prefix), is_file, place});
  }
  sorted_ = sorted_ && (artifacts_.empty() || artifacts_.back().path < artifact.path);
  artifacts_.push_back(std::move(artifact));
  return true;
}

const std::vector<Artifact>& ArtifactTree::artifacts() const {
  if (!sorted_) {
    std::sort(artifacts_.begin(), artifacts_.end(),
              [](const Artifact& a, const Artifact& b) { return a.path < b.path; });
    sorted_ = true;
  }
  return artifacts_;
}

}  // namespace plinth
