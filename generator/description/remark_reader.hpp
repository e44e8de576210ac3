#pragma once

#include <array>

#include "description/description.hpp"
#include "description/map_reader.hpp"

namespace plinth {

void read_summary(const yaml::Entry& entry, Remarks& remarks, DiagnosticSink& sink);
void read_description_text(const yaml::Entry& entry, Remarks& remarks, DiagnosticSink& sink);
void read_example(const yaml::Entry& entry, Remarks& remarks, DiagnosticSink& sink);
void read_deprecated(const yaml::Entry& entry, Remarks& remarks, DiagnosticSink& sink);

/// The rows of what may stand on everything, for a target with a member `remarks`.
template <typename Target>
inline constexpr std::array<Key<Target>, 4> remark_keys{{
    {"summary", [](const yaml::Entry& entry, Target& target,
                   DiagnosticSink& sink) { read_summary(entry, target.remarks, sink); }},
    {"description",
     [](const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
       read_description_text(entry, target.remarks, sink);
     }},
    {"example", [](const yaml::Entry& entry, Target& target,
                   DiagnosticSink& sink) { read_example(entry, target.remarks, sink); }},
    {"deprecated", [](const yaml::Entry& entry, Target& target,
                      DiagnosticSink& sink) { read_deprecated(entry, target.remarks, sink); }},
}};

}  // namespace plinth
