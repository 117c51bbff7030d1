package dev.openruntime.loop;

/** Where invocations come from and outcomes go to. All methods block the calling thread. */
public interface Source extends Events, Outcomes {}
