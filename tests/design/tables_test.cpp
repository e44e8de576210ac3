#include "design/tables.hpp"

#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {
namespace {

const Table& table_of(const Design& design, std::string_view name) {
  for (const Table& table : design.tables) {
    if (table.name == name) return table;
  }
  throw std::out_of_range("no table " + std::string(name));
}

std::string joined_names(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " ") + name;
  return out;
}

std::string tables(const Design& design) {
  std::vector<std::string> names;
  for (const Table& table : design.tables) names.push_back(table.name);
  return joined_names(names);
}

/// Columns in order; nullable ones with `?`, generated ones with `=`.
std::string columns(const Table& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns) {
    names.push_back(column.name + (column.nullable ? "?" : "") + (column.generated ? "=" : ""));
  }
  return joined_names(names);
}

std::string keys(const Table& table) {
  std::string out;
  for (const UniqueKey& key : table.unique) {
    out += key.name + "(" + joined_names(key.columns) + ")" + (key.live_only ? " live" : "") +
           (key.condition ? " when" : "") + "\n";
  }
  return out;
}

std::string references(const Table& table) {
  std::string out;
  for (const ForeignKey& key : table.foreign_keys) {
    out += joined_names(key.columns) + " -> " + key.table + "(" + joined_names(key.target_columns) +
           ") " + std::string(to_text(key.on_delete)) + (key.closes_cycle ? " cycle" : "") +
           (key.self ? " self" : "") + "\n";
  }
  return out;
}

std::string indexes(const Table& table) {
  std::string out;
  for (const Index& index : table.indexes) {
    out += index.name + "(";
    for (std::size_t i = 0; i < index.columns.size(); ++i) {
      out += (i == 0 ? "" : " ") + index.columns[i].name +
             (index.columns[i].descending ? " desc" : "");
    }
    out += std::string(")") + (index.live_only ? " live" : "") +
           (index.elements ? " elements" : "") + "\n";
  }
  return out;
}

TEST_CASE("tables: columns stand in the order of the file, between the id and the timestamps") {
  const Design design = design_of(R"(service: s
resources:
  thing:
    fields:
      name: string
      secret: password
      other: -> thing?
      price: decimal(8,2)
      twice: decimal(8,2) := price * 2
      half: decimal(8,2) := price / 2
      many: int := count(thing)
    lock: true
    soft_delete: true
    access: {all: public}
  plain:
    id: int
    timestamps: false
    fields:
      name: string
    access: {all: public}
)");
  CHECK(columns(table_of(design, "things")) ==
        "id name secret_hash other_id? price twice= half?= many version created_at updated_at "
        "deleted_at?");
  CHECK(table_of(design, "things").find("secret_hash")->kind == ColumnKind::PasswordHash);
  CHECK(table_of(design, "things").find("many")->literal == Constant{Constant::Number{"0"}});
  CHECK(columns(table_of(design, "plains")) == "id name");
  CHECK(table_of(design, "plains").columns[0].fallback == ColumnDefault::Sequence);
  CHECK_FALSE(table_of(design, "plains").touched);
}

TEST_CASE("tables: a formula of formulas is written out, as some databases want it") {
  const Design design = design_of(R"(service: s
resources:
  thing:
    fields:
      a: int
      b: int := a + 1
      c: int := b * 2
    access: {all: public}
)");
  const Operation& formula = *table_of(design, "things").find("c")->generated;
  CHECK(formula.op == "*");
  CHECK(formula.operands[0].op == "+");
  CHECK(formula.operands[0].operands[0].path == std::vector<std::string>{"a"});
}

TEST_CASE("tables: formulas that double with every step are left to the service") {
  std::string text = "service: s\nresources:\n  thing:\n    fields:\n      f0: int\n";
  for (int i = 1; i < 64; ++i) {
    const std::string before = "f" + std::to_string(i - 1);
    text += "      f" + std::to_string(i) + ": int := " + before + " + " + before + "\n";
  }
  const Design design = design_of(text + "    access: {all: public}\n");
  CHECK(table_of(design, "things").find("f3")->generated.has_value());
  CHECK_FALSE(table_of(design, "things").find("f63")->generated.has_value());
}

TEST_CASE("tables: an object is one column, or columns with its name before theirs") {
  const Design design = design_of(R"(service: s
resources:
  thing:
    fields:
      one:
        fields:
          street: string
      home:
        type: object?
        store: columns
        fields:
          street: string
          floor: int?
    access: {all: public}
)");
  const Table& things = table_of(design, "things");
  CHECK(columns(things) == "id one home_street? home_floor? created_at updated_at");
  REQUIRE(things.checks.size() == 1);
  CHECK(things.checks[0].kind == Check::Kind::Together);
  CHECK(joined_names(things.checks[0].columns) == "home_street");
  CHECK(joined_names(things.checks[0].others) == "home_floor");
}

TEST_CASE("tables: a list of references is a table of its own, also in a part") {
  const Design design = design_of(R"(service: s
resources:
  tag:
    fields:
      name: string
    access: {all: public}
  order:
    fields:
      tags: -> tag[](5)
      orders: -> order[]
    contains:
      item:
        inline: 1..3
        fields:
          labels: -> tag[]
    access: {all: public}
)");
  CHECK(tables(design) == "tags orders order_tags order_orders order_items order_item_labels");
  const Table& link = table_of(design, "order_tags");
  CHECK(columns(link) == "order_id tag_id created_at");
  CHECK(joined_names(link.primary_key) == "order_id tag_id");
  CHECK(references(link) ==
        "order_id -> orders(id) cascade\n"
        "tag_id -> tags(id) cascade\n");
  CHECK(indexes(link) == "order_tags_tag_id_idx(tag_id)\n");
  CHECK(link.limit->count == 5);
  CHECK(columns(table_of(design, "order_orders")) == "order_id other_order_id created_at");
  CHECK(columns(table_of(design, "order_items")) == "id order_id position created_at updated_at");
  CHECK(keys(table_of(design, "order_items")) ==
        "order_items_order_id_position_key(order_id position)\n");
}

TEST_CASE("tables: everything of a tenant carries it, and references inside do too") {
  const Design design = design_of(R"(service: s
auth:
  method: jwt
  identity: user
tenant: club
resources:
  user:
    fields:
      email: email unique
      password: password
    access: {get: owner}
  club:
    fields:
      name: string
    contains:
      membership:
        roles: {member: {}}
        fields:
          user: -> user
        access: {read: member}
    access: {get: member}
  team:
    fields:
      name: string unique
      captain: -> user
      rival: -> team? on delete null
    access: {all: member}
)");
  const Table& teams = table_of(design, "teams");
  CHECK(columns(teams) == "id club_id name captain_id rival_id? created_at updated_at");
  CHECK(teams.tenant_column == "club_id");
  CHECK(keys(teams) ==
        "teams_club_id_id_key(club_id id)\n"
        "teams_name_key(club_id name)\n");
  CHECK(references(teams) ==
        "captain_id -> users(id) restrict\n"
        "club_id rival_id -> teams(club_id id) null self\n"
        "club_id -> clubs(id) restrict\n");
  CHECK(table_of(design, "users").tenant_column.empty());
  CHECK(table_of(design, "clubs").tenant_column.empty());
  CHECK(keys(table_of(design, "club_memberships")) ==
        "club_memberships_club_id_user_id_key(club_id user_id)\n");
}

TEST_CASE("tables: keys of deleted rows are free, keys may hold for a part of the rows") {
  const Design design = design_of(R"(service: s
resources:
  thing:
    fields:
      name: string unique
      slot: int
      state: enum(open, done)
    unique: [slot + state, slot when state = open]
    soft_delete: true
    access: {all: public}
)");
  const Table& things = table_of(design, "things");
  CHECK(keys(things) ==
        "things_name_key(name) live\n"
        "things_slot_state_key(slot state) live\n"
        "things_slot_key(slot) live when\n");
  CHECK(things.unique[2].flag == "_things_slot_key");
  CHECK(things.find("name")->in_key);
  CHECK_FALSE(things.find("created_at")->in_key);
}

TEST_CASE("tables: a filter by what rows are sorted by has the index of the order") {
  const Design design = design_of(R"(service: a
resources:
  thing:
    fields:
      state: enum(open, done)
    filter: [state]
    sort: [state]
    access: {all: public}
)");
  CHECK(indexes(table_of(design, "things")) == "things_state_idx(state id)\n");
}

TEST_CASE("tables: references, filters and the default order have indexes, and none has two") {
  const Design design = design_of(R"(service: s
resources:
  shelf:
    fields:
      name: string unique
    access: {all: public}
  thing:
    fields:
      shelf: -> shelf
      owner: -> shelf unique
      state: enum(open, done)
      size: int index
      words: enum(a, b)[]
      notes: text
    index: [state + size]
    filter: [shelf, state, size, words, notes]
    sort: [size desc]
    access: {all: public}
)");
  CHECK(indexes(table_of(design, "things")) ==
        "things_shelf_id_idx(shelf_id)\n"
        "things_state_size_idx(state size)\n"
        "things_size_idx(size desc id)\n"
        "things_words_idx(words) elements\n");
}

TEST_CASE("tables: a table follows those it refers to, and what closes a cycle is marked") {
  const Design design = design_of(R"(service: s
resources:
  first:
    fields:
      next: -> second?
    access: {all: public}
  second:
    fields:
      next: -> third?
    access: {all: public}
  third:
    fields:
      next: -> first?
      own: -> third?
    access: {all: public}
)");
  CHECK(tables(design) == "thirds seconds firsts");
  CHECK(references(table_of(design, "thirds")) ==
        "next_id -> firsts(id) restrict cycle\n"
        "own_id -> thirds(id) restrict self\n");
  REQUIRE(table_of(design, "thirds").checks.size() == 1);
  CHECK(table_of(design, "thirds").checks[0].kind == Check::Kind::NotSelf);
}

TEST_CASE("tables: who signs in by the service itself has tokens, who does not has none") {
  const Design own = design_of(R"(service: s
auth: {method: jwt, identity: user}
resources:
  user:
    fields:
      email: email unique
      password: password
    access: {create: public}
)");
  CHECK(tables(own) == "users refresh_tokens one_time_tokens");
  CHECK(columns(table_of(own, "refresh_tokens")) ==
        "id user_id token_hash family expires_at used_at? revoked_at? created_at");
  const Design foreign = design_of(R"(service: s
auth: {method: api-key, identity: user}
resources:
  user:
    fields:
      email: email unique
    access: {get: owner}
)");
  CHECK(tables(foreign) == "users api_keys");
}

TEST_CASE("tables: keys that name the tenant are found whatever tenant calls") {
  const auto with = [](const std::string& from) {
    return design_of("service: shop\ntenant: {resource: org, from: " + from + R"(}
auth: {method: [jwt, api-key], identity: user, roles: {user: {}, admin: {}}}
resources:
  org: {fields: {name: string}, access: {all: admin}}
  user: {fields: {email: email unique, password: password}, access: {all: owner}}
  brand: {fields: {name: string unique}, access: {all: user}}
)");
  };
  const auto keys = [](const Design& design) -> const Table& {
    return *std::find_if(design.tables.begin(), design.tables.end(),
                         [](const Table& table) { return table.name == "api_keys"; });
  };
  const Design by_token = with("token");
  CHECK(keys(by_token).names_tenant);
  CHECK(keys(by_token).unique.front().columns == std::vector<std::string>{"key_hash"});
  const Design by_path = with("path");
  CHECK_FALSE(keys(by_path).names_tenant);
  CHECK(keys(by_path).unique.front().columns == std::vector<std::string>{"org_id", "key_hash"});
}

TEST_CASE("tables: long names are shortened, and two names of one make stay two") {
  const std::string name(60, 'n');
  const Design design =
      design_of("service: s\nresources:\n  " + name + ":\n    fields:\n      " + name +
                ": string unique\n      " + name + "x: string unique\n    access: {all: public}\n");
  const Table& table = design.tables[0];
  REQUIRE(table.unique.size() == 2);
  CHECK(table.stem.size() == 40);
  for (const UniqueKey& key : table.unique) CHECK(key.name.size() <= 63);
  CHECK(table.unique[0].name != table.unique[1].name);
  CHECK(table.columns[1].check != table.columns[2].check);
}

TEST_CASE("tables: whatever names a column names it as it is, however long the name of the field") {
  const std::string name(61, 'n');
  const Design design =
      design_of("service: s\nresources:\n  " + name + ":\n    fields:\n      town: string\n      a" + name +
                ": -> " + name + "?\n      b" + name + ": -> " + name + "[]\n    unique: a" + name +
                " + town\n    index: town + a" + name + "\n    rules:\n      known: a" + name +
                " is not null or town != 'x'\n    contains:\n      leaf:\n        fields:\n" +
                "          town: string\n        unique: " + name +
                " + town\n    access: {all: public}\n");
  REQUIRE(design.tables.size() == 3);
  for (const Table& table : design.tables) {
    const auto is_there = [&](const std::string& column) { return table.find(column) != nullptr; };
    for (const std::string& column : table.primary_key) CHECK(is_there(column));
    for (const UniqueKey& key : table.unique) {
      for (const std::string& column : key.columns) CHECK(is_there(column));
    }
    for (const ForeignKey& key : table.foreign_keys) {
      for (const std::string& column : key.columns) CHECK(is_there(column));
    }
    for (const Index& index : table.indexes) {
      for (const IndexColumn& column : index.columns) CHECK(is_there(column.name));
    }
    for (const Check& check : table.checks) {
      for (const std::string& column : check.columns) CHECK(is_there(column));
      if (check.kind != Check::Kind::Rule) continue;
      CHECK(is_there(check.condition.operands[0].operands[0].path[0]));
    }
  }
}

TEST_CASE("tables: none has the name of the one that SQLite searches by") {
  const Design design = design_of(
      "service: s\nresources:\n  docx:\n    plural: docs\n    fields:\n      t: text\n    search: [t]\n"
      "    access: {all: public}\n  doc_search:\n    plural: docs_search\n    fields:\n      x: int\n"
      "    access: {all: public}\n");
  REQUIRE(design.tables.size() == 2);
  CHECK(design.tables[0].name == "docs");
  CHECK(design.tables[1].name.starts_with("docs_search_"));
}

TEST_CASE("tables: a chain of references as long as the description is followed") {
  constexpr std::size_t count = 20000;
  Design design;
  for (std::size_t i = 0; i < count; ++i) {
    Field next;
    next.name.snake = "next";
    next.type.kind = TypeKind::Reference;
    next.type.target = (i + 1) % count;
    Resource resource;
    resource.name.snake = "r" + std::to_string(i);
    resource.plural = plural(resource.name);
    resource.fields.push_back(std::move(next));
    design.resources.push_back(std::move(resource));
  }
  const std::vector<Table> tables = derive_tables(design);
  REQUIRE(tables.size() == count);
  CHECK(tables.front().name == "r19999s");
  CHECK(tables.front().foreign_keys[0].closes_cycle);
  CHECK(tables.back().name == "r0s");
}

}  // namespace
}  // namespace plinth
