package dev.openruntime.child;

/**
 * One child as {@link Children} takes it.
 *
 * @param spec what is declared of it
 * @param spawner what brings it to life, again after each death
 */
public record SupervisedChild(ChildSpec spec, Spawner spawner) {}
