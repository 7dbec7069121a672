#pragma once
// Swift's importer does not define _GNU_SOURCE, and without it the header hides every wide-character call.
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <ncurses.h>
