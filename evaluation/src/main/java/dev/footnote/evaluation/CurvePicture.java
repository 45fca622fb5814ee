package dev.footnote.evaluation;

import dev.footnote.evaluation.Measures.Point;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Precision over recall as a picture. */
final class CurvePicture {

    private static final int SIZE = 400;
    private static final int MARGIN = 50;
    private static final List<String> COLOURS = List.of("#0b6e4f", "#888888", "#c44536");

    private CurvePicture() {}

    /** An SVG image with a line for each curve, named as in {@code curves}, and the shipped threshold as a dot. */
    static String svg(Map<String, List<Point>> curves, Point shipped) {
        var svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 500" font-family="sans-serif" font-size="13">
                <rect width="500" height="500" fill="white"/>
                <path d="M50 50V450H450" fill="none" stroke="black"/>
                <text x="250" y="485" text-anchor="middle">recall</text>
                <text x="18" y="250" text-anchor="middle" transform="rotate(-90 18 250)">precision</text>
                """);
        for (int tick = 0; tick <= 10; tick += 2) {
            int at = tick * SIZE / 10;
            svg.append("<text x=\"%d\" y=\"466\" text-anchor=\"middle\">.%d</text>\n".formatted(MARGIN + at, tick));
            svg.append("<text x=\"44\" y=\"%d\" text-anchor=\"end\">.%d</text>\n".formatted(SIZE + MARGIN - at, tick));
        }
        int line = 0;
        for (Map.Entry<String, List<Point>> curve : curves.entrySet()) {
            String colour = COLOURS.get(line % COLOURS.size());
            svg.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n"
                    .formatted(
                            colour,
                            curve.getValue().stream().map(CurvePicture::place).collect(Collectors.joining(" "))));
            svg.append("<text x=\"70\" y=\"%d\" fill=\"%s\">%s</text>%n"
                    .formatted(380 + 20 * line, colour, curve.getKey()));
            line++;
        }
        String[] dot = place(shipped).split(",", -1);
        return svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"5\" fill=\"%s\"/>%n</svg>%n"
                        .formatted(dot[0], dot[1], COLOURS.getFirst()))
                .toString()
                .replace(".10<", "1<");
    }

    private static String place(Point point) {
        return String.format(
                Locale.ROOT, "%.1f,%.1f", MARGIN + SIZE * point.recall(), MARGIN + SIZE * (1 - point.precision()));
    }
}
