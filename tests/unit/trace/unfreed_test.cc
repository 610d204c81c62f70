#include <gtest/gtest.h>

#include "tests/unit/expect/sample.h"

namespace rehearse {
namespace {

using testing::Sample;

// a is killed in its wait for m; whoever else moved did so before the tickets given here, in or after them.
std::size_t left_of(Sample& s) {
  Event maybe = s.happens("a.acquire(m)", 10, 20);
  maybe.maybe = true;
  s.trace.events.back() = maybe;
  s.happens("a.acquire(m).blocks", 11, 12);
  s.happens("a.exit", 18, 21);
  const std::size_t before = s.trace.events.size();
  drop_unfreed(s.program, s.trace);
  return before - s.trace.events.size();
}

TEST(Unfreed, AWaitThatNothingFreedDidNotGetIt) {
  Sample s;
  s.happens("b.acquire(m)", 1, 2);
  s.happens("b.release(n)", 13, 14);
  s.happens("b.release(m)", 30, 31);
  EXPECT_EQ(left_of(s), 1U);
}

TEST(Unfreed, AWaitThatAReleaseMayHaveFreedMayHaveGotIt) {
  Sample s;
  s.happens("b.release(m)", 8, 11);
  EXPECT_EQ(left_of(s), 0U);
}

TEST(Unfreed, AWaitThatTheEndOfAnOwnerMayHaveFreedMayHaveGotIt) {
  Sample s;
  s.happens("b.exit", 13, 14);
  EXPECT_EQ(left_of(s), 0U);
}

TEST(Unfreed, WhatDidNotBeginToWaitMayHaveGotIt) {
  Sample s;
  Event maybe = s.happens("a.acquire(m)", 10, 20);
  maybe.maybe = true;
  s.trace.events.back() = maybe;
  s.happens("a.exit", 18, 21);
  drop_unfreed(s.program, s.trace);
  EXPECT_EQ(s.trace.events.size(), 2U);
}

}  // namespace
}  // namespace rehearse
