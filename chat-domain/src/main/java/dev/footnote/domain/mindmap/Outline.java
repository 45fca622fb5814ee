package dev.footnote.domain.mindmap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Markdown headings and lists into one tree, text after text. What stands under the same heading in two texts
 * comes together. Not safe for use by several threads.
 */
public final class Outline {

    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*)");
    private static final Pattern ITEM = Pattern.compile("(\\s*)(?:[-*+]|\\d{1,3}[.)])\\s+(.*)");
    private static final int DEEPEST_HEADING = 6;
    private static final int TAB = 4;

    private final Topic root = new Topic();

    /** An outline of nothing yet. */
    public Outline() {}

    /** Adds what {@code markdown} says. Fences are left out; a line that is neither heading nor item is a leaf. */
    public void read(String markdown) {
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open(0, root));
        int item = DEEPEST_HEADING;
        for (String line : markdown.lines().toList()) {
            if (line.isBlank() || line.strip().startsWith("```")) {
                continue;
            }
            Matcher heading = HEADING.matcher(line.strip());
            Matcher listed = ITEM.matcher(line);
            if (heading.matches()) {
                item = DEEPEST_HEADING;
                enter(open, heading.group(1).length(), heading.group(2));
            } else if (listed.matches()) {
                item = DEEPEST_HEADING + 1 + indent(listed.group(1));
                enter(open, item, listed.group(2));
            } else {
                enter(open, item + 1, line);
            }
        }
    }

    /** The tree: the one topic of all texts, or {@link MindMap#ROOT} above several or none. */
    public MindMap toMindMap() {
        List<MindMap> topics = children(root, new HashSet<>());
        return topics.size() == 1 && !topics.getFirst().children().isEmpty()
                ? topics.getFirst()
                : new MindMap(MindMap.ROOT, topics);
    }

    private static void enter(Deque<Open> open, int depth, String text) {
        String title = text.replace("*", "").strip();
        if (title.isEmpty()) {
            return;
        }
        while (open.element().depth() >= depth) {
            open.pop();
        }
        Topic topic = open.element().topic().children.computeIfAbsent(title, key -> new Topic());
        open.push(new Open(depth, topic));
    }

    private static int indent(String space) {
        return space.replace("\t", " ".repeat(TAB)).length();
    }

    /** A topic that has children stands in the tree once, where it comes first. */
    private static List<MindMap> children(Topic topic, Set<String> used) {
        var children = new ArrayList<MindMap>();
        topic.children.forEach((title, child) -> {
            if (child.children.isEmpty() || used.add(title)) {
                children.add(new MindMap(title, children(child, used)));
            }
        });
        return children;
    }

    private record Open(int depth, Topic topic) {}

    private static final class Topic {
        private final Map<String, Topic> children = new LinkedHashMap<>();
    }
}
