// A value, or what is wrong with the file that should have given one.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <variant>

#include "runner/syntax/diagnostic.h"

namespace rehearse {

// Taking the value of a failed Result is a bug of ours and ends the program.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Diagnostics errors) : held_(std::in_place_index<1>, std::move(errors)) {}
  Result(Diagnostic error) : held_(std::in_place_index<1>) { std::get<1>(held_).push_back(std::move(error)); }

  [[nodiscard]] bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] T& value() & { return *checked(std::get_if<0>(&held_)); }
  [[nodiscard]] const T& value() const& { return *checked(std::get_if<0>(&held_)); }
  [[nodiscard]] T&& value() && { return std::move(*checked(std::get_if<0>(&held_))); }
  [[nodiscard]] T& operator*() & { return value(); }
  [[nodiscard]] const T& operator*() const& { return value(); }
  [[nodiscard]] T&& operator*() && { return std::move(*this).value(); }
  [[nodiscard]] T* operator->() { return &value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }
  [[nodiscard]] T value_or(T other) const { return ok() ? value() : std::move(other); }

  [[nodiscard]] const Diagnostics& errors() const { return *checked(std::get_if<1>(&held_)); }
  // The value; or `other`, after handing the errors over to `into`. For readers that go on after an error.
  [[nodiscard]] T take_or(T other, Diagnostics& into) && {
    if (ok()) return std::move(*this).value();
    for (Diagnostic& error : *std::get_if<1>(&held_)) into.push_back(std::move(error));
    return other;
  }

 private:
  template <class P>
  static P* checked(P* held) {
    if (held != nullptr) return held;
    std::fputs("rehearse: internal error: a Result was asked for what it does not hold\n", stderr);
    std::abort();
  }

  std::variant<T, Diagnostics> held_;
};

}  // namespace rehearse
