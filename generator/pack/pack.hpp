#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source_file.hpp"
#include "jinja/value.hpp"
#include "pack/artifact_tree.hpp"
#include "pack/escaping.hpp"
#include "pack/naming.hpp"

namespace plinth {

/// One entry of `files`: what is made of one template. Templates and expressions that stand in
/// pack.yaml itself are spans of exactly their text; what is not written is no place.
struct PackFile {
  Span place;  ///< of the entry
  Span path;   ///< a template
  std::string template_name;
  Span template_place;
  Ownership ownership = Ownership::Generated;
  /// `resource` of `each: resources as resource`; `*` lets the members of the element stand beside
  /// the values of the service, in the place of those with the same name.
  std::string variable;
  Span each;    ///< `resources` of it, an expression
  Span entity;  ///< a template
  Span when;    ///< an expression
  bool executable = false;
  /// Two files of one template, which says where they differ: `path` sees which `edition` it is
  /// for. One name: a template that has others, too. None: a file without editions.
  std::vector<std::string> editions;
};

/// How a logical type is spelt: a template over the members of the type.
struct TypeSpelling {
  std::string kind;
  Span spelling;
};

/// A pack as its pack.yaml and those of its bases say, together: what is inherited stands first.
struct Pack {
  std::string name;
  std::string title;  ///< what people call what it writes: `PostgreSQL`; may be empty
  std::string summary;
  Span place;                       ///< of its name
  std::vector<std::string> lookup;  ///< where its templates are: itself, its base, the base of that
  Span selected;                    ///< an expression; no place: not for services
  Span systems;                     ///< the same for systems of services
  std::vector<std::string> databases;  ///< words of `stack.database` that it serves
  Span types_place;
  std::vector<TypeSpelling> types;
  std::vector<std::string> reserved;  ///< words that are no names in this language
  bool reserved_ignore_case = false;
  std::vector<NameStyle> names;
  std::vector<EscapingStyle> escaping;
  std::vector<PackFile> files;
  jinja::Map values;  ///< free for the templates, which see it as `pack.values`
};

/// The text that `span` covers.
inline std::string_view text_of(const Span& span) {
  return span.file->text().substr(span.begin, span.end - span.begin);
}

}  // namespace plinth
