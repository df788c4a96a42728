package io.github.openrouterjava.http;

/** What comes before a response's body. */
public record HttpResponseHead(int status, Headers headers) {}
