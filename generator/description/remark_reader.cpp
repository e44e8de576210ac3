#include "description/remark_reader.hpp"

#include "description/value_reader.hpp"

namespace plinth {
namespace {

void read_deprecation(const yaml::Node& node, Remarks& remarks, DiagnosticSink& sink) {
  static constexpr std::array keys{
      Key<Remarks>{"since",
                   [](const yaml::Entry& entry, Remarks& into, DiagnosticSink& out) {
                     into.deprecated_since = read_text(entry.value, out);
                   }},
      Key<Remarks>{"sunset",
                   [](const yaml::Entry& entry, Remarks& into, DiagnosticSink& out) {
                     into.deprecated_sunset = read_date(entry.value, out);
                   }},
      Key<Remarks>{"use",
                   [](const yaml::Entry& entry, Remarks& into, DiagnosticSink& out) {
                     into.deprecated_use = read_text(entry.value, out);
                   }},
  };
  remarks.deprecated = true;
  read_map(node, "`deprecated`", keys, remarks, sink);
}

}  // namespace

void read_summary(const yaml::Entry& entry, Remarks& remarks, DiagnosticSink& sink) {
  remarks.summary = read_text(entry.value, sink);
}

void read_description_text(const yaml::Entry& entry, Remarks& remarks, DiagnosticSink& sink) {
  remarks.description = read_text(entry.value, sink);
}

void read_example(const yaml::Entry& entry, Remarks& remarks, DiagnosticSink&) {
  if (entry.value.is_scalar()) {
    remarks.example = spelled(entry.value);
  } else {
    remarks.example = {{}, entry.value.span};
    remarks.structure = kind_in_words(entry.value);
  }
}

void read_deprecated(const yaml::Entry& entry, Remarks& remarks, DiagnosticSink& sink) {
  if (entry.value.is_map()) {
    read_deprecation(entry.value, remarks, sink);
  } else {
    remarks.deprecated = read_bool(entry.value, true, sink);
  }
}

}  // namespace plinth
