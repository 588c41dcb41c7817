package dev.conform.examples.demo;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A white picture to draw on, twice as fine as its measures. */
final class Canvas {

  static final Color INK = new Color(0x26, 0x2B, 0x33);
  static final Color FAINT = new Color(0x6B, 0x74, 0x80);
  static final Color GRID = new Color(0xE3, 0xE6, 0xEA);
  static final Color BLUE = new Color(0x1F, 0x6F, 0xB4);
  static final Color ORANGE = new Color(0xE0, 0x7B, 0x1A);

  private static final int SCALE = 2;

  private final BufferedImage picture;
  private final Graphics2D graphics;

  Canvas(int width, int height) {
    picture = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    graphics = picture.createGraphics();
    graphics.scale(SCALE, SCALE);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    fill(Color.WHITE, 0, 0, width, height);
  }

  static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /** Returns a colour between white (0) and the given one (1). */
  static Color tint(Color colour, double share) {
    return new Color(
        mix(colour.getRed(), share), mix(colour.getGreen(), share), mix(colour.getBlue(), share));
  }

  private static int mix(int component, double share) {
    return (int) Math.round(255 + share * (component - 255));
  }

  void fill(Color colour, int x, int y, int width, int height) {
    graphics.setColor(colour);
    graphics.fillRect(x, y, width, height);
  }

  /** Writes text in the middle of a box. */
  void text(String text, Font font, Color colour, int x, int y, int width, int height) {
    graphics.setFont(font);
    graphics.setColor(colour);
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.drawString(
        text,
        x + (width - metrics.stringWidth(text)) / 2f,
        y + (height - metrics.getHeight()) / 2f + metrics.getAscent());
  }

  /** Writes text in the middle of a box, from the bottom to the top. */
  void textUpward(String text, Font font, Color colour, int x, int y, int width, int height) {
    AffineTransform upright = graphics.getTransform();
    graphics.translate(x + width / 2, y + height / 2);
    graphics.rotate(-Math.PI / 2);
    text(text, font, colour, -height / 2, -width / 2, /* width= */ height, /* height= */ width);
    graphics.setTransform(upright);
  }

  /** Draws an image with hard pixels. */
  void image(BufferedImage image, int x, int y, int width, int height) {
    graphics.drawImage(image, x, y, width, height, null);
  }

  /** Ends the picture and writes it as PNG. */
  void save(Path file) throws IOException {
    graphics.dispose();
    Files.deleteIfExists(file);
    if (!ImageIO.write(picture, "png", file.toFile())) {
      throw new IllegalStateException("this Java cannot write PNG files");
    }
  }
}
