#pragma once

#include "design/resolution.hpp"

namespace plinth {

// There is one model of the service: one table of a resource, one set of rules. A version of the
// API is a view of it, in which some fields, resources and actions are not there. What clients
// call (endpoints, parameters, schemas, errors) is derived from each view by the same functions,
// and once more from the whole model: for what speaks of all versions together.

/// `api.versions` and their ends. A description without them has one version.
void resolve_versions(Resolution& resolution);

/// What `since` and `until` say of `name`; all versions where neither is written, and where what is
/// written is wrong and was reported.
VersionRange version_range(Resolution& resolution, const Spelled& since, const Spelled& until,
                           const Spelled& name);

/// The same of a field, by the words of its line.
VersionRange version_range(Resolution& resolution, const WrittenField& written);

/// The versions that have both.
VersionRange common(const VersionRange& a, const VersionRange& b);

/// Reports what cannot work in one of the versions: a required field that clients of another
/// version cannot send, a reference to what the version does not have.
void check_versions(Resolution& resolution);

/// The model as clients of `version` see it. Needs a resolved design, with nothing derived yet;
/// every index stays what it is.
Design seen_in(const Design& design, std::size_t version);

/// Says of everything that clients of `design` call that it ends with its version.
void announce_end(Design& design, const ApiVersion& version, const std::string& current);

/// Says of each endpoint and error of `design` and its views which versions have it.
void note_versions(Design& design);

}  // namespace plinth
