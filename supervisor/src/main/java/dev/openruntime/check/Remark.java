package dev.openruntime.check;

/** What is legal and yet worth knowing. */
public record Remark(Statement statement, String text) {}
