package dev.openruntime.config;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Finds the fragments: files that layers bring, merged before the function's own file. */
final class Fragments {

    private static final int MOST = 100;

    private Fragments() {}

    /**
     * The fragments in the order in which they are merged: folder by folder, by file name in each.
     *
     * @param layers the folder that is looked into where the environment names none; it need not be there
     */
    static List<Path> find(Map<String, String> environment, Path layers, Problems problems) {
        String named = environment.get(ConfigurationFile.FRAGMENTS_VARIABLE);
        if (named == null) {
            String[] names = layers.toFile().list();
            return names == null ? List.of() : inside(layers, names, problems);
        }
        var found = new ArrayList<Path>();
        for (String folder : named.split(":", -1)) {
            if (!folder.isEmpty()) {
                Path path = ConfigurationFile.taskRoot(environment).resolve(folder);
                String[] names = path.toFile().list();
                if (names == null) {
                    problems.add(new Place(path, 0), "", unreadable(path.toFile()));
                } else {
                    found.addAll(inside(path, names, problems));
                }
            }
        }
        return found;
    }

    private static List<Path> inside(Path folder, String[] names, Problems problems) {
        Arrays.sort(names);
        var found = new ArrayList<Path>();
        for (String name : names) {
            if (isFragment(name)) {
                if (found.size() == MOST) {
                    problems.add(new Place(folder, 0), "", "more than " + MOST + " fragments are not supported");
                    break;
                }
                found.add(folder.resolve(name));
            }
        }
        return found;
    }

    private static boolean isFragment(String name) {
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
    }

    private static String unreadable(File folder) {
        String why =
                !folder.exists() ? "it does not exist" : folder.isDirectory() ? "permission denied" : "it is no folder";
        return "cannot read this folder of fragments, which " + ConfigurationFile.FRAGMENTS_VARIABLE + " names: " + why;
    }
}
