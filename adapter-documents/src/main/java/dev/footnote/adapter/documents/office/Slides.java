package dev.footnote.adapter.documents.office;

import static dev.footnote.domain.knowledge.Section.Kind.BLOCK;
import static dev.footnote.domain.knowledge.Section.Kind.TABLE;
import static java.util.stream.Collectors.joining;

import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.domain.knowledge.Position;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.poi.sl.usermodel.GroupShape;
import org.apache.poi.sl.usermodel.PlaceableShape;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.sl.usermodel.Shape;
import org.apache.poi.sl.usermodel.ShapeContainer;
import org.apache.poi.sl.usermodel.Slide;
import org.apache.poi.sl.usermodel.SlideShow;
import org.apache.poi.sl.usermodel.TableShape;
import org.apache.poi.sl.usermodel.TextShape;

/** The text of slides, from top to bottom, with the number of its slide; titles are headings. */
final class Slides {

    private Slides() {}

    /** Pushes the text of {@code show}; {@code false} if no more was wanted. */
    static boolean push(SlideShow<?, ?> show, Pieces pieces) {
        for (Slide<?, ?> slide : show.getSlides()) {
            var where = Optional.of(new Position(slide.getSlideNumber(), 0, 0, 0, 0));
            for (Shape<?, ?> shape : shapes(slide)) {
                if (!push(shape, pieces, where)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean push(Shape<?, ?> shape, Pieces pieces, Optional<Position> where) {
        return switch (shape) {
            case TableShape<?, ?> table -> pieces.push(TABLE, rows(table), where);
            case TextShape<?, ?> text
            when isTitle(text) -> pieces.heading(1, text.getText().strip().replaceAll("\\s+", " "), where);
            case TextShape<?, ?> text -> pieces.push(BLOCK, text.getText().strip(), where);
            default -> true;
        };
    }

    private static boolean isTitle(TextShape<?, ?> shape) {
        Placeholder kind = shape.getPlaceholder();
        return kind == Placeholder.TITLE || kind == Placeholder.CENTERED_TITLE;
    }

    /** What is on the slide, also within groups, from top to bottom. */
    private static List<Shape<?, ?>> shapes(Slide<?, ?> slide) {
        var shapes = new ArrayList<Shape<?, ?>>();
        collect(slide, shapes);
        shapes.sort(Comparator.comparingDouble(Slides::top));
        return shapes;
    }

    private static void collect(ShapeContainer<?, ?> container, List<Shape<?, ?>> shapes) {
        for (Shape<?, ?> shape : container.getShapes()) {
            if (shape instanceof GroupShape<?, ?> group) {
                collect(group, shapes);
            } else {
                shapes.add(shape);
            }
        }
    }

    private static double top(Shape<?, ?> shape) {
        Rectangle2D place = shape instanceof PlaceableShape<?, ?> placed ? placed.getAnchor() : null;
        return place == null ? 0 : place.getY();
    }

    private static String rows(TableShape<?, ?> table) {
        return IntStream.range(0, table.getNumberOfRows())
                .mapToObj(row -> IntStream.range(0, table.getNumberOfColumns())
                        .mapToObj(column -> table.getCell(row, column))
                        .map(cell -> cell == null ? "" : cell.getText().strip())
                        .collect(joining(" | ")))
                .collect(joining("\n"));
    }
}
