# Every scenario below tests/scenarios and scenarios/ is run and must get the verdict that its first lines declare.
find_package(Python3 COMPONENTS Interpreter REQUIRED)
file(GLOB_RECURSE scenario_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/scenarios/*.yaml
     ${CMAKE_SOURCE_DIR}/scenarios/*.yaml)
if(TARGET rehearse)
  foreach(file ${scenario_files})
    file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR} ${file})
    add_test(NAME ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
             COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/scenarios/verdict_of.py $<TARGET_FILE:rehearse> ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT 120 LABELS scenario)
  endforeach()
endif()
