package dev.openruntime.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the words of a command: that of a child, or of a probe. */
final class CommandReader {

    private final Reading reading;

    CommandReader(Reading reading) {
        this.reading = reading;
    }

    /** The words of a required key; empty, with a problem, if they can't be used. */
    List<String> words(Section section, String key) {
        Node node = section.required(key);
        if (node == null) {
            return List.of();
        }
        String path = section.pathOf(key);
        if (!(node instanceof Node.Sequence sequence)) {
            reading.problems().expected("a list of words such as [node, index.mjs]", node, path);
            return List.of();
        }
        var words = new ArrayList<String>();
        for (Node item : sequence.items()) {
            String word = reading.values().anyText(item, section.pathOf(key, words.size()));
            words.add(word == null ? "?" : word);
        }
        if (words.isEmpty()) {
            reading.problems().add(node.place(), path, "a command needs at least one word, the program");
        } else if (words.getFirst().isBlank()) {
            reading.problems()
                    .add(sequence.items().getFirst().place(), section.pathOf(key, 0), "the program cannot be blank");
        } else {
            program(words.getFirst(), sequence.items().getFirst().place(), section.pathOf(key, 0))
                    .ifPresent(program -> words.set(0, program));
        }
        return words;
    }

    /**
     * A relative path counts from the directory of all children; a bare name is left to the search path. Empty, with a
     * problem, where it can be no program's name in this locale.
     */
    private Optional<String> program(String word, Place place, String path) {
        try {
            Path program = Path.of(word);
            return Optional.of(
                    word.indexOf('/') < 0 || program.isAbsolute()
                            ? word
                            : reading.directory().resolve(program).normalize().toString());
        } catch (InvalidPathException e) {
            reading.problems()
                    .add(
                            place,
                            path,
                            "cannot use " + Shown.quoted(word) + " as a program: " + Shown.plain(e.getReason()));
            return Optional.empty();
        }
    }
}
