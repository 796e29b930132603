/** Fetches pages of allowed hosts, and of no address inside the installation. */
@NullMarked
package dev.baton.web;

import org.jspecify.annotations.NullMarked;
