# All interleavings of small programs, by the rooms' own meaning.
file(GLOB reference_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cc)
add_executable(reference_tests ${reference_sources})
target_link_libraries(reference_tests PRIVATE rehearse_primitives GTest::gtest_main)
gtest_discover_tests(reference_tests DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120 LABELS reference)
