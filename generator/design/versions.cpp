#include "design/versions.hpp"

#include <algorithm>
#include <utility>

#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

std::vector<std::string> names_of(const Api& api) {
  std::vector<std::string> names;
  for (const ApiVersion& version : api.versions) names.push_back(version.name);
  return names;
}

/// Index of the version that is called `name`; `no_index`, and reported, if there is none.
std::size_t find_version(Resolution& resolution, const Spelled& name) {
  const std::vector<std::string> known = names_of(resolution.design.api);
  const auto found = std::find(known.begin(), known.end(), name.text);
  if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
  const std::string nearest = nearest_word(name.text, known);
  const bool declared = !resolution.description.api.versions.empty();
  std::string all;
  for (const std::string& one : known) all += (all.empty() ? "" : ", ") + in_backticks(one);
  resolution.sink
      .error("unknown-version", name.span, "there is no version " + in_backticks(name.text))
      .hint(!declared         ? "versions side by side are named by `api.versions: [v1, v2]`"
            : nearest.empty() ? "`api.versions` has " + all
                              : "did you mean " + in_backticks(nearest) + "?");
  return no_index;
}

void resolve_sunsets(Resolution& resolution) {
  std::vector<ApiVersion>& versions = resolution.design.api.versions;
  for (const NamedText& sunset : resolution.description.api.sunset) {
    const std::size_t version = find_version(resolution, sunset.name);
    if (version == no_index) continue;
    if (version + 1 == versions.size()) {
      resolution.sink
          .error("sunset-current", sunset.name.span,
                 in_backticks(sunset.name.text) + " is the current version and cannot end")
          .hint("the last one of `api.versions` is the current one: add the next one behind it");
      continue;
    }
    versions[version].sunset = std::string(sunset.text.text);
  }
}

/// Clients that cannot say which version they mean get the current one.
void check_reach(Resolution& resolution) {
  const Api& api = resolution.design.api;
  if (api.versions.size() < 2 || api.versioning != Versioning::None) return;
  resolution.sink
      .error(
          "version-unreachable", resolution.description.api.versioning.span,
          "with `versioning: none` nobody can ask for " + in_backticks(api.versions.front().name))
      .note(resolution.description.api.versions.front().span, "it is served as well")
      .hint("write `uri`, `header` or `media-type`");
}

}  // namespace

void resolve_versions(Resolution& resolution) {
  const WrittenApi& written = resolution.description.api;
  Api& api = resolution.design.api;
  for (std::size_t i = 0; i < written.versions.size(); ++i) {
    const Spelled& name = written.versions[i];
    const auto first = std::find_if(written.versions.begin(), written.versions.end(),
                                    [&](const Spelled& other) { return other.text == name.text; });
    if (first != written.versions.begin() + static_cast<std::ptrdiff_t>(i)) {
      resolution.sink
          .error("version-twice", name.span, in_backticks(name.text) + " is listed twice")
          .note(first->span, "the first time is here");
      continue;
    }
    api.versions.push_back({std::string(name.text), {}});
  }
  if (api.versions.empty()) {
    api.versions.push_back({std::string(written.version ? written.version.text : "v1"), {}});
  }
  api.version = api.versions.back().name;
  if (written.version && written.version.text != api.version) {
    resolution.sink
        .error("version-mismatch", written.version.span,
               in_backticks(written.version.text) + " is not the last one of `api.versions`")
        .note(written.versions.back().span, "the last one is the current version")
        .hint("leave `version` out");
  }
  resolve_sunsets(resolution);
  check_reach(resolution);
}

VersionRange version_range(Resolution& resolution, const Spelled& since, const Spelled& until,
                           const Spelled& name) {
  VersionRange range;
  if (since) range.since = find_version(resolution, since);
  if (until) range.until = find_version(resolution, until);
  if ((since && range.since == no_index) || (until && range.until == no_index)) return {};
  if (range.since < range.until) return range;
  DiagnosticBuilder report =
      resolution.sink.error("no-version", until.span,
                            "no version would have " + in_backticks(name.text) +
                                ": it ends before " + in_backticks(until.text));
  const std::vector<Spelled>& versions = resolution.description.api.versions;
  if (since) {
    report.note(since.span, "it begins here");
  } else if (!versions.empty()) {
    report.note(versions.front().span, "this is the first version");
  }
  report.hint("the version that `until` names is the first one without it");
  return {};
}

VersionRange version_range(Resolution& resolution, const WrittenField& written) {
  const WrittenWord* since = written.line.word("since");
  const WrittenWord* until = written.line.word("until");
  return version_range(resolution, since ? since->argument : Spelled{},
                       until ? until->argument : Spelled{}, written.name);
}

VersionRange common(const VersionRange& a, const VersionRange& b) {
  return {std::max(a.since, b.since), std::min(a.until, b.until)};
}

}  // namespace plinth
