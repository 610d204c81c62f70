# The checks of ci/ themselves: on this tree, and on one that they must refuse.
find_package(Python3 COMPONENTS Interpreter REQUIRED)
add_test(NAME ci/layers COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/ci/layers)
add_test(NAME "ci/layers sees an include that runs the wrong way"
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/ci/layers ${CMAKE_SOURCE_DIR}/tests/ci/wrong_layers)
set_tests_properties("ci/layers sees an include that runs the wrong way" PROPERTIES
  PASS_REGULAR_EXPRESSION "primitives/lock.cc: primitives may not include \"runner/stage/runs.h\"")
add_test(NAME "ci/layers sees two types of one name"
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/ci/layers ${CMAKE_SOURCE_DIR}/tests/ci/same_names)
set_tests_properties("ci/layers sees two types of one name" PROPERTIES
  PASS_REGULAR_EXPRESSION "runner/trace/trace.h: Event is also defined in runner/syntax/events.h")
if(TARGET rehearse_stage)
  add_test(NAME "ci/no static of a function that actors run" COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/ci/fork_safe
           $<TARGET_FILE:rehearse_stage> $<TARGET_FILE:rehearse_trace> $<TARGET_FILE:rehearse_program> $<TARGET_FILE:rehearse_primitives>)
endif()
