#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "design/design.hpp"

namespace plinth {

/// What a batch holds at most: what one transaction and one request carry well.
inline constexpr std::uint64_t most_batch_rows = 100;

/// Makes the schemas that endpoints ask for, each once. A schema exists only because something
/// uses it. Every function gives the index into `Design::schemas`. In the end, `finish`.
class SchemaBuilder {
 public:
  explicit SchemaBuilder(Design& design);

  std::size_t read(std::size_t resource);     ///< `Product`: as clients see it
  std::size_t create(std::size_t resource);   ///< `ProductCreate`
  std::size_t update(std::size_t resource);   ///< `ProductUpdate`: a merge patch, all optional
  std::size_t replace(std::size_t resource);  ///< `ProductReplace`
  std::size_t input(std::size_t resource, const Action& action);  ///< `OrderPayInput`

  /// What an endpoint answers with one row: the row, or an envelope around it.
  std::size_t item(std::size_t resource);
  /// A page of rows, with an envelope or without.
  std::size_t list(std::size_t resource);

  /// What `returns` says that is no row and no list of rows; `name` is of what answers it,
  /// `operation` the id of its endpoint.
  std::size_t result(const Content& content, const Name& name, const std::string& operation);
  /// What `body` says likewise; in a patch, nothing of it must be there.
  std::size_t request(const Content& content, const Name& name, bool patch);

  std::size_t batch_create(std::size_t resource);  ///< `ProductBatchCreate`
  std::size_t batch_delete(std::size_t resource);  ///< `ProductBatchDelete`
  std::size_t batch(std::size_t resource);         ///< `ProductBatch`: the rows that were made

  /// How far an asynchronous call has come.
  std::size_t task();
  // What is told to others, and shown once.
  std::size_t event(const Event& event);          ///< `OrderPaidEvent`: what a delivery sends
  std::size_t received_webhook();                 ///< whatever an integration sends
  std::size_t with_secret(std::size_t resource);  ///< `ApiKeyWithKey`, in its envelope

  // The service's own sign-in.
  std::size_t login();
  std::size_t session();
  std::size_t refresh_request();
  std::size_t password_reset_request();
  std::size_t password_reset();
  std::size_t password_change();
  std::size_t email_confirmation();

  /// The shape of every error, as `api.errors` says.
  std::size_t error();

  /// Makes what others refer to, and what that refers to, and so on.
  void finish();

 private:
  enum class Shape { Read, Create, Update, Replace };

  std::size_t resource_schema(std::size_t resource, Shape shape);
  std::size_t referred(std::size_t resource);
  std::size_t open_to_all(std::size_t schema, std::size_t resource, const std::string& name);
  std::size_t event_payload(const Event& event);
  void fill(std::size_t index, std::size_t resource, Shape shape);
  std::vector<Member> field_members(const std::vector<Field>& fields, Shape shape,
                                    std::size_t resource, const std::string& path);
  Member field_member(const Field& field, Shape shape, std::size_t resource,
                      const std::string& path);
  SchemaType type_of(const Type& type, Shape shape, std::size_t resource, const std::string& path);
  std::size_t enum_schema(const Type& type, std::size_t resource, const std::string& path);
  std::size_t object_schema(const Type& type, Shape shape, std::size_t resource,
                            const std::string& path);
  std::size_t file_schema();
  std::size_t page_schema(std::size_t resource);
  void complete_session(std::size_t index);
  std::size_t wrapped(std::size_t schema, const std::string& name, std::size_t resource);
  void add_expanded(std::vector<Member>& members, std::size_t resource);
  void add_parts(std::vector<Member>& members, std::size_t resource, Shape shape);

  std::string wire(std::string_view snake) const;
  Member text_member(std::string_view snake, MemberKind kind, std::uint64_t min_length,
                     std::uint64_t max_length, std::string pattern, std::string example) const;
  Member count_member(std::string_view snake, MemberKind kind, std::string_view minimum,
                      std::string_view maximum, std::string example) const;
  Member rows_member(std::string name, MemberKind kind, std::size_t resource, std::size_t schema,
                     std::uint64_t least, std::uint64_t most);
  Member value_member(const Field& line, std::string_view snake, MemberKind kind, Shape shape,
                      const Name& name);
  std::string rows_word(const Resource& row) const;
  std::size_t task_status();
  Member id_member(std::string_view snake, MemberKind kind, std::size_t resource);
  Member schema_member(std::string_view snake, MemberKind kind, std::size_t schema);

  /// A schema, and whether it is new: then whoever asked for it has to complete it.
  struct Reserved {
    std::size_t index;
    bool made;
  };
  /// The schema of that kind of that resource which asked for that name first. A new one is there
  /// before it is complete, so that it may refer to itself. Two that want one name get two: a row
  /// has its own, any other another one.
  Reserved reserve(std::string name, SchemaKind kind, std::size_t resource);
  void complete(std::size_t index, std::vector<Member> members);

  Design& design_;
  std::unordered_map<std::string, std::size_t> by_purpose_;
  std::unordered_set<std::string> names_;
  std::unordered_set<std::string> resource_names_;  ///< `Product`
  /// Schemas that have nothing but a name yet: rows that other rows refer to. They are made later,
  /// not where they are referred to, since references may go on for as long as there are resources.
  std::set<std::size_t> unfilled_;
};

/// The path in JSON of what clients may ask to have expanded: references of `resource`.
std::vector<std::string> expandable(const Design& design, std::size_t resource);

/// Whether clients cannot leave `field` out of what they create.
bool is_needed(const Field& field);

/// Whether clients may send `field` when they create a row, or change one.
bool can_create_with(const Field& field);
bool can_update(const Field& field);
/// Whether clients see `field`.
bool is_shown(const Field& field);

}  // namespace plinth
